package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.check.Listed;
import io.mtasts.check.SeenRecord;
import io.mtasts.operator.conditions.EnforcementState.Refusing;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.rollout.Policies;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which senders hold an enforce policy, why, and until when, in words. */
final class Holders {
    private Holders() {}

    /** Senders that go by the record refuse. */
    static String doNotDeliver(List<String> hosts, List<Refusing> refusing, PolicyInput input) {
        return "%s: senders that have %s cached do not deliver there."
                .formatted(
                        Listed.few(hosts),
                        refusing.stream()
                                .map(one -> "enforce policy %s (%s)"
                                        .formatted(Policies.shortId(one.policy().id()), why(one.policy(), input)))
                                .distinct()
                                .limit(2)
                                .collect(Collectors.joining(" or ")));
    }

    /** Only senders that do not look at the record's id refuse. The time from which all deliver comes first: what cannot be undone waits for it. */
    static String letGo(List<String> hosts, List<Refusing> lingering, PolicyInput input) {
        var ids = lingering.stream()
                .map(one -> Policies.shortId(one.policy().id()))
                .distinct()
                .toList();
        return "%s: %s. Until then those that keep a policy for its max_age, such as postfix-tlspol, may still have enforce %s cached and refuse. Senders that check the id in the record of %s already deliver again."
                .formatted(
                        Listed.few(hosts),
                        end(lingering)
                                .map("every sender delivers there from %s on"::formatted)
                                .orElse("it is not known yet when every sender delivers there"),
                        (ids.size() == 1 ? "policy " : "policies ") + Listed.few(ids),
                        input.spec().domain());
    }

    private static Optional<Instant> end(List<Refusing> lingering) {
        var ends = lingering.stream().map(one -> one.policy().expires()).toList();
        return ends.contains(null)
                ? Optional.empty()
                : ends.stream().filter(Objects::nonNull).max(Comparator.naturalOrder());
    }

    private static String why(LedgerEntry policy, PolicyInput input) {
        if (named(input).contains(policy.id())) {
            return "which the record still names";
        }
        return policy.replacedFrom() == null
                ? "which they keep although the record no longer names it"
                : "which the record named until recently, so those that check the id keep it until %s"
                        .formatted(policy.replacedFrom());
    }

    private static List<String> named(PolicyInput input) {
        return input.probe().map(ProbeResult::view).stream()
                .flatMap(view -> SeenRecord.of(view.record()).parsed().stream())
                .map(record -> record.id().text())
                .toList();
    }
}
