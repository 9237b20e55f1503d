package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.HostMemory;
import io.mtasts.operator.rollout.Policies;
import io.mtasts.operator.rollout.RolloutEvent;
import java.util.Objects;
import java.util.Optional;

/** The same policy under another id, so that senders look again: nobody asked for it, so somebody has to be told why. */
final class RenewedId {
    private static final String REASON = "IdRenewed";

    private RenewedId() {}

    /** Empty where the policy is another, or its id the same. */
    static Optional<RolloutEvent> news(Optional<ServedPolicy> before, Optional<ServedPolicy> now, String policyHost) {
        return before.flatMap(old -> now.filter(policy -> policy.revision() > old.revision()
                        && Objects.equals(policy.body(), old.body())
                        && !Objects.equals(policy.id(), old.id()))
                .map(policy -> news(old, policy, policyHost)));
    }

    private static RolloutEvent news(ServedPolicy old, ServedPolicy now, String policyHost) {
        var goesOn = "Policy %s continues as %s, so that senders fetch it again: ".formatted(id(old), id(now));
        return HostMemory.hadOutage(old)
                ? new RolloutEvent(
                        REASON,
                        false,
                        goesOn
                                + "no pod answered from %s to %s, and some that tried then do without it until the record has another id."
                                        .formatted(
                                                Objects.requireNonNull(old.host())
                                                        .downSince(),
                                                old.host().upSince()))
                : new RolloutEvent(
                        REASON,
                        true,
                        goesOn
                                + "a different policy was found in its place, and some may have cached that one under the id in DNS. Find out what else answers for %s."
                                        .formatted(policyHost));
    }

    private static String id(ServedPolicy policy) {
        return Policies.shortId(String.valueOf(policy.id()));
    }
}
