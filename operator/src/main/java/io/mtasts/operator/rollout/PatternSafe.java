package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.ServedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** When a mail server that a pattern covers may take mail, for {@code status.patterns}. */
public final class PatternSafe {
    /** Some senders look at the id, or fetch again, only so often. */
    private static final Duration LOOKED_AT_WITHIN = Duration.ofMinutes(10);

    private PatternSafe() {}

    /**
     * One for each pattern.
     *
     * @param patterns of the spec
     * @param record as it stands in DNS
     */
    public static List<PatternSafety> of(
            List<String> patterns, ServedPolicy served, Optional<PublishedRecord> record, List<LedgerEntry> ledger) {
        return patterns.stream()
                .map(pattern -> new PatternSafety(
                        pattern,
                        usually(pattern, served, record, surely(pattern, served, ledger))
                                .orElse(null),
                        surely(pattern, served, ledger).orElse(null)))
                .toList();
    }

    /**
     * Most senders look at the id before they give up, which may be as old as the record's time to live, or soon fetch again whatever it is.
     * Not those that go by the clock alone.
     */
    private static Optional<Instant> usually(
            String pattern, ServedPolicy served, Optional<PublishedRecord> record, Optional<Instant> surely) {
        return record.filter(published -> published.id().equals(served.id()))
                .filter(published -> published.since() != null)
                .filter(_ -> served.mode() != PolicyMode.ENFORCE || Ledger.covers(served.mx(), pattern))
                .map(published -> Objects.requireNonNull(published.since())
                        .plusSeconds(Objects.requireNonNullElse(published.ttlSeconds(), 0))
                        .plus(LOOKED_AT_WITHIN))
                .map(usually -> surely.filter(usually::isAfter).orElse(usually));
    }

    /** No sender holds an enforce policy without it. */
    private static Optional<Instant> surely(String pattern, ServedPolicy served, List<LedgerEntry> ledger) {
        var refusing = Ledger.refusing(ledger, pattern);
        if (refusing.stream().anyMatch(entry -> entry.expires() == null)) {
            return Optional.empty();
        }
        return refusing.stream()
                .map(LedgerEntry::expires)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .or(() -> Optional.ofNullable(served.since()));
    }
}
