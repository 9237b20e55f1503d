package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.operator.resources.Labels;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the people who watch a resource what has changed, as Kubernetes Events. */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int MESSAGE_LIMIT = 1000;

    private final KubernetesClient client;
    private final Clock clock;

    Events(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** One Event for each condition that turned bad, or changed its reason while bad, and one when Ready turned good. */
    void transitions(HasMetadata about, List<Condition> before, List<Condition> now) {
        for (var condition : now) {
            var earlier = before.stream()
                    .filter(other -> other.type().equals(condition.type()))
                    .findFirst();
            if (condition.is(ConditionType.Ready)) {
                if (condition.holds() && !earlier.map(Condition::holds).orElse(false)) {
                    record(about, "Normal", condition.reason(), condition.message());
                }
            } else if (!condition.is(ConditionType.Stalled) && turnedBad(earlier, condition)) {
                record(about, "Warning", condition.reason(), condition.message());
            }
        }
    }

    private static boolean turnedBad(Optional<Condition> earlier, Condition now) {
        boolean asBefore = earlier.map(before ->
                        before.status() == now.status() && before.reason().equals(now.reason()))
                .orElse(false);
        return now.status() == ConditionStatus.FALSE && !asBefore;
    }

    /** An Event that cannot be written is no reason to stop: what it says also stands in the status. */
    void record(HasMetadata about, String type, String reason, String message) {
        var metadata = about.getMetadata();
        var time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        var event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName(metadata.getName() + ".")
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message.length() > MESSAGE_LIMIT ? message.substring(0, MESSAGE_LIMIT) + "…" : message)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withReportingComponent(Labels.FIELD_MANAGER)
                .withNewSource()
                .withComponent(Labels.FIELD_MANAGER)
                .endSource()
                .build();
        try {
            client.v1().events().resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debug("No Event {} for {}: {}", reason, metadata.getName(), e.getMessage());
        }
    }
}
