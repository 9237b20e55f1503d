package io.mtasts.lab.demo;

import java.time.Duration;
import java.util.Locale;

/** Time since a moment, in words of the right coarseness. */
final class Elapsed {
    private final long since = System.nanoTime();

    private Elapsed() {}

    static Elapsed fromNow() {
        return new Elapsed();
    }

    /** {@code 0.4 s}, {@code 12 s}, {@code 1 min 20 s}. */
    @Override
    public String toString() {
        return text(Duration.ofNanos(System.nanoTime() - since));
    }

    static String text(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (duration.toMillis() < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 60 ? seconds + " s" : "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
}
