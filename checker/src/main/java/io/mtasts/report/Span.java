package io.mtasts.report;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Lengths of time as a person says them. Reports only: in a status they would change at every look. */
public final class Span {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d)?Z");

    private Span() {}

    /** In the largest unit of which there are at least two: "63 days", "36 hours", "90 minutes", "1 second". */
    public static String words(Duration duration) {
        var length = duration.abs();
        if (length.toDays() >= 2) {
            return length.toDays() + " days";
        }
        if (length.toHours() >= 2) {
            return length.toHours() + " hours";
        }
        if (length.toMinutes() >= 2) {
            return length.toMinutes() + " minutes";
        }
        return length.toSeconds() + (length.toSeconds() == 1 ? " second" : " seconds");
    }

    /** The text with "in 3 days" or "3 days ago" after each point in time. */
    public static String relative(String text, Instant now) {
        return INSTANT.matcher(text).replaceAll(match -> {
            var until = Duration.between(now, OffsetDateTime.parse(match.group()));
            return "%s (%s)"
                    .formatted(match.group(), until.isNegative() ? words(until) + " ago" : "in " + words(until));
        });
    }
}
