package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.operator.gather.PolicyIndex;
import io.mtasts.operator.gather.PolicyInput;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Has the other resources of a domain reconciled when what one of them does concerns them. */
final class Rivals {
    private final PolicyIndex policies;
    private final Consumer<ResourceID> nudge;

    /** To whom each was last seen to hand its domain over, by uid: rivals are told when that changes, and only then. */
    private final Map<ResourceID, String> successors = new ConcurrentHashMap<>();

    Rivals(PolicyIndex policies, Consumer<ResourceID> nudge) {
        this.policies = policies;
        this.nudge = nudge;
    }

    void call(MailDomainPolicy policy) {
        policies.rivals(policy).forEach(nudge);
    }

    /** No event tells them of an annotation here. */
    void tellOfHandOver(PolicyInput input) {
        var now = input.clusterState()
                .successor()
                .map(successor -> successor.getMetadata().getUid())
                .orElse("");
        var before = Objects.requireNonNullElse(successors.put(ResourceID.fromResource(input.policy()), now), "");
        if (!now.equals(before)) {
            call(input.policy());
        }
    }

    /** One that is gone: whoever waits for its domain may have it now. */
    void gone(MailDomainPolicy policy) {
        successors.remove(ResourceID.fromResource(policy));
        call(policy);
    }
}
