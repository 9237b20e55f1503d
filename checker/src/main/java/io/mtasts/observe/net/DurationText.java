package io.mtasts.observe.net;

import java.time.Duration;

/** A duration as a message shows it: {@code 10 s}, {@code 250 ms}. */
public final class DurationText {
    private DurationText() {}

    public static String of(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
