package io.mtasts.operator.story;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Points in time to the minute. */
final class Moment {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Moment() {}

    /** Of something that has begun. */
    static String since(Instant time) {
        return MINUTE.format(time);
    }

    /** Of something that is safe from then on, or over: never earlier than it is. */
    static String until(Instant time) {
        return MINUTE.format(time.plus(1, ChronoUnit.MINUTES).minusNanos(1));
    }
}
