package io.mtasts.tlsrpt;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A time as a report has it (RFC 3339 section 5.6).
 *
 * @param deviation what is not as the RFC has it and can be read all the same; completes a sentence
 */
record ReportTime(Instant instant, Optional<String> deviation) {
    private static final Pattern TIME =
            Pattern.compile("(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})(?<separator>[Tt"
                    + " ])(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]{1,30}))?"
                    + "(?<offset>[Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))?");
    private static final int LEAP_SECOND = 60;
    private static final int MOST_HOURS = 23;
    private static final int MOST_MINUTES = 59;

    /** Empty when it is no time. A leap second counts as the one before it, and fractions are left out. */
    static Optional<ReportTime> of(String text) {
        var time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        int second = Integer.parseInt(time.group("second"));
        int hours = time.group("hours") == null ? 0 : Integer.parseInt(time.group("hours"));
        int minutes = time.group("minutes") == null ? 0 : Integer.parseInt(time.group("minutes"));
        if (hours > MOST_HOURS || minutes > MOST_MINUTES) {
            return Optional.empty();
        }
        try {
            var local = LocalDateTime.of(
                    Integer.parseInt(time.group("year")),
                    Integer.parseInt(time.group("month")),
                    Integer.parseInt(time.group("day")),
                    Integer.parseInt(time.group("hour")),
                    Integer.parseInt(time.group("minute")),
                    second == LEAP_SECOND ? second - 1 : second);
            long east = (hours * 60L + minutes) * ("-".equals(time.group("sign")) ? -60 : 60);
            return Optional.of(new ReportTime(
                    local.toInstant(ZoneOffset.UTC).minusSeconds(east),
                    deviation(
                            time.group("offset") == null,
                            time.group("separator").equals(" "))));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    private static Optional<String> deviation(boolean withoutOffset, boolean withBlank) {
        if (withoutOffset) {
            return Optional.of("has no offset from UTC and is taken as UTC: it must end with a Z");
        }
        return withBlank ? Optional.of("must have a T between date and time") : Optional.empty();
    }
}
