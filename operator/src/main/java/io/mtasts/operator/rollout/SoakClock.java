package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.Soak;
import io.mtasts.api.v1alpha1.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How long everything has been seen good. Only time counts between probes not further apart than two intervals, so that an operator that was
 * down promotes nothing; what was gained is written down at most {@value #WRITTEN} times.
 *
 * @param kept for the status
 * @param goodFor up to the latest probe
 */
record SoakClock(Optional<Soak> kept, Duration goodFor) {
    private static final int WRITTEN = 24;

    /** After the latest look at the policy of that id. */
    static SoakClock after(String id, Optional<Soak> before, Optional<Observation> seen, Duration soak) {
        var ofThis = before.filter(earlier -> earlier.id().equals(id));
        if (seen.isEmpty()) {
            return new SoakClock(ofThis, gained(ofThis));
        }
        return switch (seen.get().evidence()) {
            case BAD -> new SoakClock(Optional.empty(), Duration.ZERO);
            case UNKNOWN -> paused(ofThis);
            case GOOD -> good(id, ofThis, seen.get(), soak);
        };
    }

    private static SoakClock paused(Optional<Soak> before) {
        return new SoakClock(before.map(soak -> new Soak(soak.id(), soak.goodFor(), null)), gained(before));
    }

    private static SoakClock good(String id, Optional<Soak> before, Observation seen, Duration soak) {
        var from = before.flatMap(earlier -> Optional.ofNullable(earlier.lastGood()))
                .filter(last -> !last.isBefore(seen.watchedSince().truncatedTo(ChronoUnit.SECONDS)))
                .filter(last -> !last.isAfter(seen.at())); // of a clock that was ahead
        var more = from.map(last -> between(last, seen.at())).orElse(Duration.ZERO);
        var goodFor = gained(before).plus(more);
        boolean worthWriting =
                from.isEmpty() || more.compareTo(soak.dividedBy(WRITTEN)) >= 0 || goodFor.compareTo(soak) >= 0;
        return new SoakClock(
                worthWriting ? Optional.of(new Soak(id, TimeSpan.of(goodFor), seen.at())) : before, goodFor);
    }

    /** A clock that was set back takes nothing away. */
    private static Duration between(Instant last, Instant at) {
        var time = Duration.between(last, at.truncatedTo(ChronoUnit.SECONDS));
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static Duration gained(Optional<Soak> soak) {
        return soak.map(earlier -> earlier.goodFor().duration()).orElse(Duration.ZERO);
    }

    /** When it will have been long enough, by what is written down; empty while it stands still. */
    Optional<Instant> ends(Duration soak) {
        return kept.flatMap(written -> Optional.ofNullable(written.lastGood())
                .map(last -> last.plus(soak.minus(written.goodFor().duration()))));
    }
}
