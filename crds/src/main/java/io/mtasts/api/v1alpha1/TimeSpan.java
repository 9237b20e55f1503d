package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** A length of time in hours, minutes and seconds as the API writes it: {@code 168h}, {@code 1h30m}, {@code 45s}. */
public record TimeSpan(@JsonValue String text) {
    private static final Pattern SYNTAX = Pattern.compile("([0-9]+[hms])+");
    private static final Pattern PART = Pattern.compile("([0-9]+)([hms])");

    /**
     * Keeps the text as it was written.
     *
     * @throws IllegalArgumentException for any other text; the API server refuses it first
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TimeSpan {
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a length of time such as 168h, 1h30m or 45s");
        }
    }

    /** In the largest units that need no fraction, parts of a second dropped: 71h, 1h30m, 0s. */
    public static TimeSpan of(Duration duration) {
        var text = new StringBuilder();
        append(text, duration.toHours(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return new TimeSpan(text.isEmpty() ? "0s" : text.toString());
    }

    /** The sum of its parts. */
    public Duration duration() {
        return PART.matcher(text)
                .results()
                .map(part -> Duration.of(Long.parseLong(part.group(1)), unit(part.group(2))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "h" -> ChronoUnit.HOURS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.SECONDS;
        };
    }

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
