package io.mtasts.operator.story;

import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.check.Listed;
import io.mtasts.operator.conditions.CachedPolicies;
import io.mtasts.operator.rollout.Ledger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What MTA-STS does to mail now, in a sentence or two that name the host and the time. */
final class StoryVerdict {
    private static final String SOME = "some mail server";

    private StoryVerdict() {}

    static String of(StoryInput gathered) {
        var status = gathered.status();
        return status.flatMap(one -> Optional.ofNullable(one.mail()))
                .map(mail -> meaning(mail, status.orElseThrow(), gathered.now()))
                .orElse("Whether mail is protected is not known yet.");
    }

    private static String meaning(MailState mail, MailDomainPolicyStatus status, Instant now) {
        return switch (mail) {
            case OK ->
                isLeaving(status)
                        ? "Protection is ending: only senders that still have the enforce policy cached insist on"
                                + " verified TLS."
                        : "Mail is protected: senders that support MTA-STS deliver only over verified TLS.";
            case REFUSED ->
                refused(status, CachedPolicies.of(status.ledger(), now).byAll());
            case RECOVERING ->
                recovering(status, CachedPolicies.of(status.ledger(), now).byClock());
            case UNPROTECTED -> "Mail is not protected: no enforce policy is in force.";
            case UNKNOWN -> "Whether mail is protected could not be observed.";
        };
    }

    private static boolean isLeaving(MailDomainPolicyStatus status) {
        return status.served()
                .filter(policy -> policy.mode() == PolicyMode.NONE)
                .isPresent();
    }

    private static String refused(MailDomainPolicyStatus status, List<LedgerEntry> held) {
        var byDane = status.mx().stream()
                .filter(host -> host.lastSeen() == null && host.dane() == MxTlsState.INVALID)
                .map(MxHost::host)
                .toList();
        boolean dane = status.condition(ConditionType.DANEValid)
                .filter(condition -> condition.status() == ConditionStatus.FALSE)
                .isPresent();
        var hosts = hosts(status, held);
        var byPolicy = "senders that have an enforce policy cached do not deliver to %s".formatted(hosts);
        if (!dane) {
            return "Mail is being refused: %s.".formatted(byPolicy);
        }
        return "Mail is being refused: senders that support DANE do not deliver to %s, whatever the policy says%s."
                .formatted(
                        byDane.isEmpty() ? SOME : Listed.few(byDane),
                        held.isEmpty() || hosts.equals(SOME) ? "" : "; and " + byPolicy);
    }

    /** The time from which all deliver comes first: what cannot be undone waits for it. */
    private static String recovering(MailDomainPolicyStatus status, List<LedgerEntry> held) {
        var hosts = hosts(status, held);
        var from = held.stream()
                .filter(entry -> status.mx().stream().anyMatch(host -> isRefused(host, List.of(entry))))
                .map(LedgerEntry::expires)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(last -> "from %s on every sender delivers to %s; until then".formatted(Moment.until(last), hosts))
                .orElse("it is not known yet when every sender delivers to %s; so far".formatted(hosts));
        return "Mail is recovering: %s senders that keep a policy for its max_age may refuse. Senders that check the id in the record already deliver again."
                .formatted(from);
    }

    private static String hosts(MailDomainPolicyStatus status, List<LedgerEntry> held) {
        var refused = status.mx().stream()
                .filter(host -> isRefused(host, held))
                .map(MxHost::host)
                .toList();
        return refused.isEmpty() ? SOME : Listed.few(refused);
    }

    /** Where somebody else serves there is no ledger, and the pattern says it. */
    private static boolean isRefused(MxHost host, List<LedgerEntry> held) {
        boolean covered = held.isEmpty()
                ? host.pattern() != null
                : held.stream()
                        .filter(entry -> !CachedPolicies.isUnread(entry))
                        .allMatch(entry -> Ledger.covers(entry, host.host()));
        return host.lastSeen() == null && (!covered || host.tls() == MxTlsState.INVALID);
    }
}
