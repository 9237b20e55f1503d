package io.mtasts.reports.store;

import java.time.Duration;

/**
 * How long is kept what came in.
 *
 * @param reports reports as they came
 * @param counts what was counted of them; not less: a report that comes again must be known
 */
public record Retention(Duration reports, Duration counts) {
    private static final int REPORTS = 30;
    private static final int COUNTS = 400;

    public Retention {
        if (counts.compareTo(reports) < 0) {
            throw new IllegalArgumentException(
                    "Counts must be kept as long as reports, or longer: %d days are less than %d."
                            .formatted(counts.toDays(), reports.toDays()));
        }
    }

    /** 30 and 400 days: with the latter the same week a year ago is there to compare with. */
    public static Retention usual() {
        return new Retention(Duration.ofDays(REPORTS), Duration.ofDays(COUNTS));
    }
}
