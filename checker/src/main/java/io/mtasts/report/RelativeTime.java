package io.mtasts.report;

import io.mtasts.policy.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Points in time with how far off they are. Reports only: in a status that would change at every probe. */
public final class RelativeTime {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d)?Z");

    private RelativeTime() {}

    /**
     * The text with "in 3 days" or "3 days ago" after each point in time; one that is given to the minute is taken so. What only
     * looks like one, such as a thirteenth month that a peer wrote, stays as it is.
     */
    public static String relative(String text, Instant now) {
        return INSTANT.matcher(text)
                .replaceAll(match -> match.group()
                        + time(match.group())
                                .map(time -> " (" + relativeTo(now, time, match.group()) + ")")
                                .orElse(""));
    }

    private static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    private static String relativeTo(Instant now, OffsetDateTime time, String text) {
        boolean toTheMinute = text.chars().filter(character -> character == ':').count() == 1;
        var from = toTheMinute ? now.truncatedTo(ChronoUnit.MINUTES) : now;
        var until = Duration.between(from, time);
        if (toTheMinute && until.isZero()) {
            return "this minute";
        }
        var length = toTheMinute && until.abs().toMinutes() == 1 ? "a minute" : DurationText.rough(until);
        return until.isNegative() ? length + " ago" : "in " + length;
    }
}
