package io.mtasts.observe;

import java.time.Duration;

/** A duration as a message shows it: {@code 10 s}, {@code 250 ms}. */
final class DurationText {
    private DurationText() {}

    static String of(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
