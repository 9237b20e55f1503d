package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.TimeSpan;
import java.time.Duration;

/** Lengths of time in messages. */
final class Durations {
    private static final int DAY = 86_400;

    private Durations() {}

    /** As the API writes them: 2m, 1h30m. */
    static String text(Duration duration) {
        return TimeSpan.of(duration).text();
    }

    /** Whole days as such: 7 days. */
    static String words(int seconds) {
        if (seconds >= DAY && seconds % DAY == 0) {
            int days = seconds / DAY;
            return days == 1 ? "a day" : days + " days";
        }
        return text(Duration.ofSeconds(seconds));
    }
}
