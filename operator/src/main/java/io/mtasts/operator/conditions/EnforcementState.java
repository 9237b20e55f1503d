package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.check.SeenRecord;
import io.mtasts.check.Severity;
import io.mtasts.observe.MxHostView;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.rollout.Ledger;
import io.mtasts.policy.Mode;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.StsPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What MTA-STS does to mail: every enforce policy that a sender may hold now, against every mail server that DNS names. The column MAIL,
 * Ready, the messages of both conditions on mail servers, the metric and so the alerts follow from this.
 *
 * @param known whether it could be observed which policy senders are told of
 * @param enforced whether senders are told of a policy of mode enforce
 * @param refusing policies that senders go by and that keep them from some mail server
 * @param lingering the same of those that only senders still hold that do not look at the record's id
 */
public record EnforcementState(boolean known, boolean enforced, List<Refusing> refusing, List<Refusing> lingering) {
    /** Nothing is known of what senders hold. */
    static final EnforcementState NOT_KNOWN = new EnforcementState(false, false, List.of(), List.of());

    /** A host that is down bounces no mail that MTA-STS would have let through. */
    private static final Set<Reason> NOT_FOR_MTA_STS =
            Set.of(ObservedReason.MXUnreachable, ObservedReason.MXUnresolvable);

    public EnforcementState {
        refusing = List.copyOf(refusing);
        lingering = List.copyOf(lingering);
    }

    /**
     * An enforce policy, and what of it some mail server does not meet.
     *
     * @param uncovered hosts that it does not cover
     * @param tls what is wrong with the TLS of hosts
     */
    record Refusing(LedgerEntry policy, List<String> uncovered, List<Finding> tls) {
        Refusing {
            uncovered = List.copyOf(uncovered);
            tls = List.copyOf(tls);
        }
    }

    /**
     * What senders enforce now, as far as that can be known.
     *
     * @param ledger policies that a sender may hold; empty where somebody else serves
     */
    public static EnforcementState of(
            PolicyInput input, Optional<ServedPolicy> served, Optional<Judgement> judgement, List<LedgerEntry> ledger) {
        return judgement.map(judged -> of(input, served, judged, ledger)).orElse(NOT_KNOWN);
    }

    private static EnforcementState of(
            PolicyInput input, Optional<ServedPolicy> served, Judgement judgement, List<LedgerEntry> ledger) {
        var record = SeenRecord.of(judgement.evidence().view().record());
        var ids = record.parsed().stream().map(one -> one.id().text()).toList();
        var fetched = ids.isEmpty() ? List.<LedgerEntry>of() : fetched(judgement, ids.getFirst());
        var held = input.clusterState().clockAgrees()
                ? CachedPolicies.of(ledger, input.now())
                : CachedPolicies.whateverTheTime(ledger);
        var byAll = held.byAll();
        boolean told = byAll.stream().anyMatch(entry -> ids.contains(entry.id()));
        boolean unread = byAll.stream().anyMatch(entry -> ids.contains(entry.id()) && CachedPolicies.isUnread(entry));
        boolean anew = fetched.stream().anyMatch(one -> !isServed(served, one));
        return new EnforcementState(
                !record.answers().isEmpty() && !unread,
                told || !fetched.isEmpty(),
                refusing(anew ? Stream.concat(byAll.stream(), fetched.stream()) : byAll.stream(), judgement),
                refusing(held.byClock().stream(), judgement));
    }

    /** What senders get that have none yet, whoever serves it. */
    private static List<LedgerEntry> fetched(Judgement judgement, String id) {
        return FetchedBody.policies(judgement.evidence().view()).stream()
                .filter(policy -> policy.mode() == Mode.ENFORCE)
                .map(policy -> new LedgerEntry(
                        id, PolicyMode.ENFORCE, patterns(policy), Math.toIntExact(policy.maxAgeSeconds()), null))
                .toList();
    }

    private static List<String> patterns(StsPolicy policy) {
        return policy.mx().stream().map(MxPattern::text).toList();
    }

    private static boolean isServed(Optional<ServedPolicy> served, LedgerEntry fetched) {
        return served.filter(policy -> policy.mx().equals(fetched.mx())).isPresent();
    }

    private static List<Refusing> refusing(Stream<LedgerEntry> policies, Judgement judgement) {
        var hosts = judgement.evidence().view().mailServers().hosts().stream()
                .map(MxHostView::host)
                .toList();
        var tls = judgement.tlsUnderEnforce().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding -> !NOT_FOR_MTA_STS.contains(finding.reason()))
                .toList();
        return policies.filter(entry -> !CachedPolicies.isUnread(entry))
                .map(entry -> new Refusing(
                        entry,
                        hosts.stream()
                                .filter(host -> !Ledger.covers(entry, host))
                                .toList(),
                        tls))
                .filter(entry -> !entry.uncovered().isEmpty() || !entry.tls().isEmpty())
                .toList();
    }

    /** What MTA-STS and DANE do to the domain's mail now: whoever supports DANE refuses in every mode (RFC 8461 section 2). */
    public MailState mail(List<ConditionResult> outcomes) {
        boolean byDane =
                outcomes.stream().anyMatch(outcome -> outcome.type() == ConditionType.DANEValid && outcome.isFalse());
        if (!refusing.isEmpty() || byDane) {
            return MailState.REFUSED;
        }
        if (!lingering.isEmpty()) {
            return MailState.RECOVERING;
        }
        if (known && !enforced) {
            return MailState.UNPROTECTED;
        }
        return !known || unknown(outcomes) ? MailState.UNKNOWN : MailState.OK;
    }

    /** Does the policy that is served keep senders from some mail server? */
    public boolean refusesByServed(Optional<ServedPolicy> served) {
        return served.isEmpty()
                ? !refusing.isEmpty()
                : refusing.stream()
                        .anyMatch(one ->
                                one.policy().id().equals(served.orElseThrow().id()));
    }

    private static boolean unknown(List<ConditionResult> outcomes) {
        return outcomes.stream()
                .filter(outcome ->
                        outcome.type() == ConditionType.MXMatchesPolicy || outcome.type() == ConditionType.MXTLSValid)
                .anyMatch(outcome ->
                        outcome.status() == ConditionStatus.UNKNOWN && outcome.reason() != ObservedReason.Disabled);
    }
}
