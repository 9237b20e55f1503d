package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a decision is made from, and nothing else. All memory is the status's; without it the careful path is taken.
 *
 * @param accepted whether the spec can be acted on; when not, what is served stays
 * @param served what is served so far
 * @param ledger policies that a sender may still hold
 * @param seen the latest look at {@code served}
 */
public record Facts(
        MailDomainPolicySpec spec,
        Wishes wishes,
        boolean accepted,
        Optional<ServedPolicy> served,
        List<LedgerEntry> ledger,
        Optional<Soak> soak,
        Optional<Seen> seen,
        Instant now) {
    public Facts {
        ledger = List.copyOf(ledger);
    }
}
