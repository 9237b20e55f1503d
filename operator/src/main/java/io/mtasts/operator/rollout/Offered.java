package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.ServedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether senders can have fetched a policy at all, and from when those that look at the record's id have fetched a newer one (RFC 8461
 * section 3.1). A record that is gone lets none of them go: they keep what they have.
 */
final class Offered {
    /** Some look at the id only so often. */
    private static final Duration LOOKED_AT_WITHIN = Duration.ofMinutes(10);

    private Offered() {}

    /**
     * The entry with both.
     *
     * @param current whether it is served, answered anywhere, or named
     */
    static LedgerEntry considered(
            LedgerEntry entry, boolean current, RolloutInput input, Optional<ServedPolicy> serve) {
        var named = named(input);
        boolean fetched = entry.unpublished() == null
                || named.contains(entry.id())
                || (!named.isEmpty() && (is(entry, input.served()) || is(entry, serve)));
        var published = entry.unpublished(!fetched);
        if (current) {
            return published.replaced(null);
        }
        if (entry.replacedFrom() != null || !input.clockAgrees()) {
            return published;
        }
        return published.replaced(input.seen()
                .filter(seen -> !seen.ids().isEmpty() && Ledger.isGone(input, serve))
                .map(seen -> Ledger.later(seen.at(), input.now())
                        .plus(seen.timeToLive())
                        .plus(LOOKED_AT_WITHIN))
                .orElse(null));
    }

    private static boolean is(LedgerEntry entry, Optional<ServedPolicy> policy) {
        return policy.filter(one -> entry.id().equals(one.id())).isPresent();
    }

    private static Set<String> named(RolloutInput input) {
        var seen = input.seen().map(Observation::ids).orElse(Set.of());
        return Stream.concat(seen.stream(), input.record().stream()).collect(Collectors.toSet());
    }

    /** Of two entries that become one: once both are, as far as senders can have fetched them. */
    static Optional<Instant> replacedFrom(LedgerEntry one, LedgerEntry other) {
        var offered = Stream.of(one, other)
                .filter(entry -> entry.unpublished() == null)
                .map(LedgerEntry::replacedFrom)
                .toList();
        return offered.stream().allMatch(Objects::nonNull)
                ? offered.stream().filter(Objects::nonNull).max(Comparator.naturalOrder())
                : Optional.empty();
    }
}
