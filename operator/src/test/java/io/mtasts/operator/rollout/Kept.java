package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.Retirement;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.api.v1alpha1.Soak;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the status of the resource of a {@link Walk} keeps from one decision to the next, and a person reads there. */
record Kept(
        Optional<ServedPolicy> served,
        List<LedgerEntry> ledger,
        Optional<Soak> soak,
        Optional<Retirement> retirement,
        Optional<PublishedRecord> record,
        List<PatternSafety> patterns,
        List<MxHost> mx) {
    /** Of a resource that is new, or whose status was lost. */
    static final Kept NOTHING = new Kept(
            Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    Kept showing(UnaryOperator<List<PatternSafety>> as) {
        return new Kept(served, ledger, soak, retirement, record, as.apply(patterns), mx);
    }

    static Kept of(Decision decision, MailDomainPolicySpec spec, Optional<PublishedRecord> record, List<MxHost> mx) {
        return new Kept(
                decision.serve(),
                decision.ledger(),
                decision.soak(),
                decision.retirement(),
                record,
                decision.serve()
                        .map(policy -> PatternSafe.of(spec.mx(), policy, record, decision.ledger()))
                        .orElse(List.of()),
                mx);
    }
}
