package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.ObservedReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** While mail is being refused, the message says how to stop that at once, and what not to do. */
final class Rescue {
    private Rescue() {}

    static Outcome added(Situation situation, Optional<ServedPolicy> served, Outcome coverage, InForce force) {
        if (coverage.reason() != ObservedReason.MXNotCovered
                || !force.enforced()
                || situation.observeOnly()
                || situation.wishes().holds()) {
            return coverage;
        }
        var rescue = served.filter(policy -> policy.mode() == PolicyMode.ENFORCE)
                .map(policy -> stop(situation, policy))
                .orElseGet(() -> letGo(situation));
        return Outcome.no(coverage.type(), coverage.reason(), coverage.message() + " " + rescue);
    }

    private static String stop(Situation situation, ServedPolicy served) {
        return "To stop refusals now: kubectl annotate mdp/%s -n %s mtasts.io/hold=testing. Do not delete the resource or the record: senders keep the enforce policy for %s after they last see it."
                .formatted(
                        situation.policy().getMetadata().getName(),
                        situation.policy().getMetadata().getNamespace(),
                        Durations.words(served.maxAgeSeconds()));
    }

    /** Enforce is no longer served, and only who still holds it refuses. */
    private static String letGo(Situation situation) {
        var enforced = situation.before().map(MailDomainPolicyStatus::ledger).orElse(List.of()).stream()
                .filter(entry -> entry.mode() == PolicyMode.ENFORCE)
                .toList();
        var end = enforced.stream().anyMatch(entry -> entry.expires() == null)
                ? Optional.<Instant>empty()
                : enforced.stream()
                        .map(LedgerEntry::expires)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder());
        return "Enforce is no longer served, and senders that still hold it%s let it go when they see the record of the policy that is served now: see that status.records is published."
                .formatted(end.map(last -> ", until %s at the latest,".formatted(last))
                        .orElse(""));
    }
}
