package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.StopRefusals;
import io.mtasts.operator.gather.PolicyInput;
import java.util.Optional;

/** While mail is being refused, the message says how to stop that at once, and what not to do. */
final class RemedyText {
    private RemedyText() {}

    /** Sentences, or nothing where somebody else serves. */
    static String of(PolicyInput input, Optional<ServedPolicy> served) {
        if (input.observeOnly() || served.isEmpty()) {
            return "";
        }
        var policy = served.get();
        if (policy.mode() == PolicyMode.ENFORCE && !input.overrides().holds()) {
            var metadata = input.policy().getMetadata();
            return StopRefusals.sentences(metadata.getName(), metadata.getNamespace());
        }
        var record = "_mta-sts.%s".formatted(input.spec().domain());
        if (policy.seenSince() == null) {
            return "Enforce is no longer served: status.records shows the record %s once the policy served now has been seen everywhere, and senders drop enforce when it is published."
                    .formatted(record);
        }
        return input.route().manual()
                ? "Enforce is no longer served: publish what status.records shows for %s, since senders drop that policy when they see another id."
                        .formatted(record)
                : "Enforce is no longer served: %s publishes the record %s, and senders drop that policy when they see another id."
                        .formatted(input.route().publisher(), record);
    }
}
