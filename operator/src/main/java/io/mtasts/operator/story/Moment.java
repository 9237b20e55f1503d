package io.mtasts.operator.story;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time to the minute, and lengths of time in whole units. */
final class Moment {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int SECONDS_OF_A_DAY = 86_400;
    private static final int SECONDS_OF_AN_HOUR = 3_600;
    private static final int SECONDS_OF_A_MINUTE = 60;

    private Moment() {}

    /** Of something that has begun. */
    static String since(Instant time) {
        return MINUTE.format(time);
    }

    /** Of something that is safe from then on, or over: never earlier than it is. */
    static String until(Instant time) {
        return MINUTE.format(time.plus(1, ChronoUnit.MINUTES).minusNanos(1));
    }

    /** 7 days, an hour, 90 minutes, 300 seconds: in the largest unit that needs no fraction. */
    static String length(long seconds) {
        if (seconds == 0) {
            return "0 seconds";
        }
        if (seconds % SECONDS_OF_A_DAY == 0) {
            return counted(seconds / SECONDS_OF_A_DAY, "a day", "days");
        }
        if (seconds % SECONDS_OF_AN_HOUR == 0) {
            return counted(seconds / SECONDS_OF_AN_HOUR, "an hour", "hours");
        }
        if (seconds % SECONDS_OF_A_MINUTE == 0) {
            return counted(seconds / SECONDS_OF_A_MINUTE, "a minute", "minutes");
        }
        return counted(seconds, "a second", "seconds");
    }

    static String length(Duration duration) {
        return length(duration.toSeconds());
    }

    private static String counted(long count, String one, String many) {
        return count == 1 ? one : count + " " + many;
    }
}
