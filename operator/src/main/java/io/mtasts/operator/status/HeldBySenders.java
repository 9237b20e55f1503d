package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.check.Listed;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.MxHostView;
import io.mtasts.operator.rollout.Ledger;
import io.mtasts.operator.rollout.Policies;
import java.util.List;
import java.util.Optional;

/** While the record still names an earlier policy, senders get that one, and it may not cover what the policy served now covers. */
final class HeldBySenders {
    private HeldBySenders() {}

    static List<Outcome> considered(Situation situation, Assessment now, List<LedgerEntry> ledger) {
        return now.outcomes().stream()
                .map(outcome -> outcome.type() == ConditionType.MXMatchesPolicy && outcome.isTrue()
                        ? earlier(now, ledger)
                                .flatMap(entry -> uncovered(situation, now, entry))
                                .orElse(outcome)
                        : outcome)
                .toList();
    }

    /** The enforce policy that the record names, where that is not the one served. */
    private static Optional<LedgerEntry> earlier(Assessment now, List<LedgerEntry> ledger) {
        var named = now.latest().stream()
                .flatMap(seen -> SeenRecord.of(seen.view().record()).parsed().stream())
                .map(record -> record.id().text())
                .toList();
        return ledger.stream()
                .filter(entry -> entry.mode() == PolicyMode.ENFORCE && named.contains(entry.id()))
                .filter(entry -> now.served()
                        .filter(policy -> entry.id().equals(policy.id()))
                        .isEmpty())
                .findFirst();
    }

    private static Optional<Outcome> uncovered(Situation situation, Assessment now, LedgerEntry entry) {
        var hosts = now.latest().stream()
                .flatMap(seen -> seen.view().mailServers().hosts().stream())
                .map(MxHostView::host)
                .filter(host -> !Ledger.covers(entry, host))
                .toList();
        return hosts.isEmpty()
                ? Optional.empty()
                : Optional.of(Outcome.no(
                        ConditionType.MXMatchesPolicy,
                        OperatorReason.SendersHoldEarlierPolicy,
                        "The policy served covers %s, and the record still names the earlier policy %s, which does not: senders that hold that one will not deliver there. Publish what status.records shows for _mta-sts.%s; status.patterns says from when mail is safe."
                                .formatted(
                                        Listed.few(hosts),
                                        Policies.shortId(entry.id()),
                                        situation.spec().domain())));
    }
}
