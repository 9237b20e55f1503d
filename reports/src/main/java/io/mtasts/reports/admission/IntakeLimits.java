package io.mtasts.reports.admission;

import java.time.Duration;

/**
 * How much is taken in.
 *
 * @param burst so many from one source at once
 * @param each and from then on one in so much time
 * @param unproven reports on a domain and UTC day that are no evidence
 * @param proven the same of those that are: whoever can forge no signature of a trusted submitter cannot use these up
 * @param names that such unproven reports on a domain and day call themselves by
 * @param atOnce reports that are read at the same time, which bounds memory
 * @param unpacked bytes of the reports that one mail or POST brings, together, once they are decompressed
 * @param patience how long one waits for that
 * @param oldest how long ago the days may be that a report is about
 */
public record IntakeLimits(
        int burst,
        Duration each,
        int unproven,
        int proven,
        int names,
        int atOnce,
        int unpacked,
        Duration patience,
        Duration oldest) {
    /** What several large senders send each day, and some more. */
    public static final IntakeLimits USUAL = new IntakeLimits(
            1_000,
            Duration.ofMillis(20),
            1_000,
            10_000,
            200,
            4,
            4 * 1024 * 1024,
            Duration.ofSeconds(20),
            Duration.ofDays(400));
}
