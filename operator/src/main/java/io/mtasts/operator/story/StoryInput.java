package io.mtasts.operator.story;

import io.fabric8.kubernetes.api.model.Event;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is told from, asked of the cluster once.
 *
 * @param server that serves the policy; empty where there is none or it may not be read
 * @param events about the resource; empty where they may not be read
 * @param now as the API server's clock has it
 */
public record StoryInput(
        MailDomainPolicy policy,
        OperatorLife operator,
        Optional<PolicyServer> server,
        List<Event> events,
        Instant now) {
    /** Copies the list. */
    public StoryInput {
        events = List.copyOf(events);
    }

    Optional<MailDomainPolicyStatus> status() {
        return Optional.ofNullable(policy.getStatus());
    }

    boolean isBeingDeleted() {
        return policy.getMetadata().getDeletionTimestamp() != null;
    }

    /** Has some condition that message, or one that it is a part of? Then it need not be said again. */
    boolean isSaid(String message) {
        return status().stream()
                .flatMap(status -> status.conditions().stream())
                .anyMatch(condition -> condition.message().contains(message));
    }

    /** A command that annotates the resource. */
    String annotate(String annotation) {
        var metadata = policy.getMetadata();
        return "kubectl annotate mdp/%s -n %s %s".formatted(metadata.getName(), metadata.getNamespace(), annotation);
    }
}
