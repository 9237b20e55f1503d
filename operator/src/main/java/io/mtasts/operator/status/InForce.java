package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Aspect;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.check.SeenRecord;
import io.mtasts.check.Severity;
import io.mtasts.policy.Mode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether senders hold mail servers to an enforce policy, and what that does to mail.
 *
 * @param known whether it could be observed
 * @param enforced a record names a policy of mode enforce, which senders get or have got, or they may hold one from before
 * @param refused some mail server does not meet it, so that senders refuse to deliver there
 */
record InForce(boolean known, boolean enforced, boolean refused) {
    /** A host that is down bounces no mail that MTA-STS would have let through. */
    private static final Set<Reason> NOT_FOR_MTA_STS =
            Set.of(ObservedReason.MXUnreachable, ObservedReason.MXUnresolvable);

    /** @param ledger policies that a sender may hold */
    static InForce of(Optional<ServedPolicy> served, Optional<Judgement> judgement, List<LedgerEntry> ledger) {
        return judgement
                .map(judged -> of(served, judged, ledger.stream().anyMatch(entry -> isHeld(served, entry))))
                .orElseGet(() -> new InForce(false, false, false));
    }

    /** What is served now counts from when a record names it. */
    private static boolean isHeld(Optional<ServedPolicy> served, LedgerEntry entry) {
        return entry.mode() == PolicyMode.ENFORCE
                && served.filter(policy -> entry.id().equals(policy.id())).isEmpty();
    }

    private static InForce of(Optional<ServedPolicy> served, Judgement judgement, boolean earlierHeld) {
        var record = SeenRecord.of(judgement.evidence().view().record());
        var ids = record.parsed();
        boolean fetched = FetchedBody.policies(judgement.evidence().view()).stream()
                .anyMatch(policy -> policy.mode() == Mode.ENFORCE);
        boolean seenBefore = served.filter(policy -> policy.mode() == PolicyMode.ENFORCE && policy.seenSince() != null)
                .map(policy -> ids.stream().anyMatch(id -> id.id().text().equals(policy.id())))
                .orElse(false);
        boolean enforced = !ids.isEmpty() && (fetched || seenBefore);
        boolean held = enforced || earlierHeld;
        return new InForce(!record.answers().isEmpty(), held, held && anyRefusal(judgement.findings()));
    }

    private static boolean anyRefusal(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding -> finding.aspect() == Aspect.COVERAGE || finding.aspect() == Aspect.MX_TLS)
                .anyMatch(finding -> !NOT_FOR_MTA_STS.contains(finding.reason()));
    }

    /** What MTA-STS does to the domain's mail now; {@code null} never. */
    MailState mail(List<Outcome> outcomes) {
        if (refused) {
            return MailState.REFUSED;
        }
        if (known && !enforced) {
            return MailState.UNPROTECTED;
        }
        return !known || unknown(outcomes) ? MailState.UNKNOWN : MailState.OK;
    }

    /** Does that make the resource not ready, whatever else holds? */
    boolean refuses(List<Outcome> outcomes) {
        return mail(outcomes) == MailState.REFUSED;
    }

    private static boolean unknown(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome ->
                        outcome.type() == ConditionType.MXMatchesPolicy || outcome.type() == ConditionType.MXTLSValid)
                .anyMatch(outcome ->
                        outcome.status() == ConditionStatus.UNKNOWN && outcome.reason() != ObservedReason.Disabled);
    }
}
