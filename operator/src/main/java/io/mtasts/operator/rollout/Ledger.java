package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.policy.MxPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The policies that a sender may still hold: a policy once fetched is kept for its max_age, whatever is served after it (RFC 8461
 * sections 3.2 and 8.3). A policy enters before its bytes are written.
 */
public final class Ledger {
    private static final int MOST = 20;
    static final int MOST_PATTERNS = 100;

    /** For clocks that differ, and for a sender that was fetching. */
    static final Duration MARGIN = Duration.ofHours(1);

    private static final Comparator<LedgerEntry> LATEST_LAST = Comparator.comparing(
                    LedgerEntry::expires, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(LedgerEntry::id);

    private Ledger() {}

    /**
     * The ledger after a probe, with what is now served in it.
     *
     * @param serve what is served from now on; the probe tells about what was served before only if that is the same
     */
    static List<LedgerEntry> after(RolloutInput input, Optional<ServedPolicy> serve) {
        var entries = new ArrayList<>(input.ledger());
        input.served().ifPresent(policy -> enter(entries, policy, false));
        serve.ifPresent(policy -> enter(entries, policy, true));
        var now = entries.stream()
                .map(entry -> withEnd(entry, input, serve))
                .map(entry -> Offered.considered(entry, isCurrent(entry, input, serve), input, serve))
                .filter(entry -> !input.clockAgrees()
                        || entry.expires() == null
                        || entry.expires().isAfter(input.now()))
                .sorted(LATEST_LAST)
                .toList();
        return bounded(now, input, serve);
    }

    /** @param isNew it begins to be served now, and was not there before */
    private static void enter(List<LedgerEntry> entries, ServedPolicy policy, boolean isNew) {
        var id = policy.id();
        if (id == null || entries.stream().anyMatch(entry -> entry.id().equals(id))) {
            return;
        }
        var patterns = policy.mx().stream().limit(MOST_PATTERNS).toList();
        entries.add(new LedgerEntry(
                id,
                policy.mode(),
                patterns,
                policy.maxAgeSeconds(),
                null,
                null,
                isNew,
                !Policies.isUnderOwnId(policy)));
    }

    private static boolean isCurrent(LedgerEntry entry, RolloutInput input, Optional<ServedPolicy> serve) {
        return serve.filter(policy -> entry.id().equals(policy.id())).isPresent()
                || input.seen()
                        .map(seen -> seen.ids().contains(entry.id())
                                || seen.answered().contains(entry.id()))
                        .orElseGet(
                                () -> input.record().filter(entry.id()::equals).isPresent());
    }

    /** Open while it is served, its bytes are answered anywhere, or its id stands in DNS; from the first probe that shows neither it has an end. */
    private static LedgerEntry withEnd(LedgerEntry entry, RolloutInput input, Optional<ServedPolicy> serve) {
        if (isCurrent(entry, input, serve)) {
            return entry.ending(null);
        }
        if (entry.expires() != null || !input.clockAgrees()) {
            return entry;
        }
        return entry.ending(input.seen()
                .filter(seen -> seen.recordKnown() && isGone(input, serve))
                .map(seen -> lastFetched(seen, input, serve)
                        .plusSeconds(entry.maxAgeSeconds())
                        .plus(MARGIN))
                .orElse(null));
    }

    /** By a sender whose resolver has just asked for the record, or still knows the address of a host before this one. */
    private static Instant lastFetched(Observation seen, RolloutInput input, Optional<ServedPolicy> serve) {
        var byRecord = later(seen.at(), input.now()).plus(seen.keptFor());
        return serve.flatMap(HostMemory::foundElsewhereUntil)
                .map(byAddress -> later(byRecord, byAddress))
                .orElse(byRecord);
    }

    /** A probe by a clock that was behind is not that old. */
    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * What follows has been seen everywhere, so nothing that came before it is answered any more; and DNS names nothing else: whoever
     * fetched it under an id that still stands there may keep it for as long as that id does.
     */
    static boolean isGone(RolloutInput input, Optional<ServedPolicy> serve) {
        return serve.equals(input.served())
                && serve.filter(policy -> policy.seenSince() != null).isPresent()
                && namesNothingBut(serve, input);
    }

    /** Does DNS name that policy or none at all, as far as is known? */
    static boolean namesNothingBut(Optional<ServedPolicy> policy, RolloutInput input) {
        var id = policy.map(ServedPolicy::id);
        return input.named().stream().allMatch(named -> id.equals(Optional.of(named)));
    }

    /** Those that are served or named are kept as they are; of the others the ones that end first become one. */
    private static List<LedgerEntry> bounded(
            List<LedgerEntry> sorted, RolloutInput input, Optional<ServedPolicy> serve) {
        var entries = new ArrayList<>(sorted);
        while (entries.size() > MOST) {
            var idle = entries.stream()
                    .filter(entry -> !isCurrent(entry, input, serve))
                    .limit(2)
                    .toList();
            entries.removeAll(idle);
            entries.add(merged(idle.getFirst(), idle.getLast()));
            entries.sort(LATEST_LAST);
        }
        return entries;
    }

    /** As strict as the stricter one, for as long as the longer one, covering only what both cover. */
    private static LedgerEntry merged(LedgerEntry one, LedgerEntry later) {
        var mode = one.mode() == PolicyMode.ENFORCE ? one.mode() : later.mode();
        var both = one.mx().stream().filter(pattern -> covers(later, pattern)).toList();
        return new LedgerEntry(
                later.id(),
                mode,
                both,
                Math.max(one.maxAgeSeconds(), later.maxAgeSeconds()),
                later.expires(),
                Offered.replacedFrom(one, later).orElse(null),
                one.unpublished() != null && later.unpublished() != null,
                later.adopted());
    }

    static List<LedgerEntry> enforced(List<LedgerEntry> ledger) {
        return ledger.stream()
                .filter(entry -> entry.mode() == PolicyMode.ENFORCE)
                .toList();
    }

    /** Does that policy cover all that the pattern covers? */
    public static boolean covers(LedgerEntry entry, String pattern) {
        return covers(entry.mx(), pattern);
    }

    static boolean covers(List<String> patterns, String pattern) {
        return patterns.contains(pattern)
                || (!pattern.startsWith("*.")
                        && patterns.stream().map(MxPattern::new).anyMatch(one -> one.covers(pattern)));
    }

    /** Entries of mode enforce that do not cover all that the pattern covers: whoever holds one refuses to deliver there. */
    static List<LedgerEntry> refusing(List<LedgerEntry> ledger, String pattern) {
        return ledger.stream()
                .filter(entry -> entry.mode() == PolicyMode.ENFORCE && !covers(entry, pattern))
                .toList();
    }
}
