package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyMode;
import java.time.Instant;
import java.util.List;

/**
 * Enforce policies that some sender can have fetched, by who goes by them still.
 *
 * @param byAll what senders go by whatever they look at
 * @param byClock what only those hold that keep a policy for its max_age, whatever the record says
 */
public record CachedPolicies(List<LedgerEntry> byAll, List<LedgerEntry> byClock) {
    public CachedPolicies {
        byAll = List.copyOf(byAll);
        byClock = List.copyOf(byClock);
    }

    /** Of a ledger, at a time that can be relied on. */
    public static CachedPolicies of(List<LedgerEntry> ledger, Instant now) {
        var held = ledger.stream()
                .filter(entry -> entry.mode() == PolicyMode.ENFORCE && entry.unpublished() == null)
                .toList();
        var byClock = held.stream().filter(entry -> isReplaced(entry, now)).toList();
        return new CachedPolicies(
                held.stream().filter(entry -> !byClock.contains(entry)).toList(), byClock);
    }

    /** By a clock that may be wrong no time is over. */
    static CachedPolicies whateverTheTime(List<LedgerEntry> ledger) {
        return of(ledger, Instant.MIN);
    }

    private static boolean isReplaced(LedgerEntry entry, Instant now) {
        return entry.replacedFrom() != null && !entry.replacedFrom().isAfter(now);
    }

    /** A record was found whose policy was not: what that covers nobody knows. */
    public static boolean isUnread(LedgerEntry entry) {
        return entry.mx().isEmpty() && entry.adopted() != null;
    }
}
