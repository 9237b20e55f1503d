package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a decision is made from, and nothing else. All memory is the status's; without it the careful path is taken.
 *
 * @param accepted whether the spec can be acted on; when not, what is served stays
 * @param served what is served so far
 * @param ledger policies that a sender may still hold
 * @param contact what was there before; it matters only until something is served
 * @param record the id that DNS named last
 * @param forced the id of the policy that {@value Overrides#FORCE} brought about last
 * @param seen the latest probe of {@code served}
 * @param deletion somebody has deleted the resource
 * @param handOver whether another resource takes the domain over
 * @param now as the clock of this machine has it
 * @param clockAgrees whether the API server's clock has about the same time; when not, nothing ends
 */
public record RolloutInput(
        MailDomainPolicySpec spec,
        Overrides overrides,
        boolean accepted,
        Optional<ServedPolicy> served,
        List<LedgerEntry> ledger,
        Optional<Soak> soak,
        Optional<String> record,
        Optional<String> forced,
        FirstContact contact,
        Optional<Observation> seen,
        Optional<Deletion> deletion,
        HandOver handOver,
        Instant now,
        boolean clockAgrees) {
    public RolloutInput {
        ledger = List.copyOf(ledger);
    }

    /** The ids that DNS names; while no name server answers, the one that it named last. */
    Set<String> named() {
        return seen.filter(Observation::recordKnown)
                .map(Observation::ids)
                .orElseGet(() -> record.map(Set::of).orElse(Set.of()));
    }

    /** The same with what was there before anything was served. */
    RolloutInput goingOnFrom(Optional<ServedPolicy> policy, List<LedgerEntry> held) {
        return new RolloutInput(
                spec,
                overrides,
                accepted,
                policy,
                held,
                soak,
                record,
                forced,
                new FirstContact.Nothing(),
                seen,
                deletion,
                handOver,
                now,
                clockAgrees);
    }
}
