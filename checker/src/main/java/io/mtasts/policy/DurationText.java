package io.mtasts.policy;

import java.time.Duration;
import java.util.Arrays;

/** Lengths of time in messages. */
public final class DurationText {
    private DurationText() {}

    private enum Unit {
        DAY("a day", "day", Duration.ofDays(1)),
        HOUR("an hour", "hour", Duration.ofHours(1)),
        MINUTE("a minute", "minute", Duration.ofMinutes(1)),
        SECOND("a second", "second", Duration.ofSeconds(1));

        private final String one;
        private final String name;
        private final Duration length;

        Unit(String one, String name, Duration length) {
            this.one = one;
            this.name = name;
            this.length = length;
        }

        private long in(Duration duration) {
            return duration.dividedBy(length);
        }

        private boolean measures(Duration duration) {
            return length.multipliedBy(in(duration)).equals(duration);
        }
    }

    /** A limit: {@code 10 s}, {@code 250 ms}. */
    public static String of(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** In the largest unit that needs no fraction, parts of a second dropped: 7 days, an hour, 90 minutes, 0 seconds. */
    public static String exact(Duration duration) {
        var seconds = Duration.ofSeconds(duration.toSeconds());
        if (seconds.isZero()) {
            return "0 seconds";
        }
        var unit = Arrays.stream(Unit.values())
                .filter(one -> one.measures(seconds))
                .findFirst()
                .orElse(Unit.SECOND);
        return unit.in(seconds) == 1 ? unit.one : unit.in(seconds) + " " + unit.name + "s";
    }

    /**
     * In the largest unit of which there are at least two, before or after: 63 days, 36 hours, 90 minutes, 1 second. For reports only: in a
     * status it would change at every probe.
     */
    public static String rough(Duration duration) {
        var length = duration.abs();
        var unit = Arrays.stream(Unit.values())
                .filter(one -> one.in(length) >= 2)
                .findFirst()
                .orElse(Unit.SECOND);
        return unit.in(length) + " " + unit.name + (unit.in(length) == 1 ? "" : "s");
    }
}
