package io.mtasts.fair;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How often one may: so many times at once, and from then on once in so much time (a token bucket). Times are of a clock that nobody
 * sets.
 */
public final class Pace {
    private final long each;
    private final long most;
    private final LongSupplier nanoTime;

    /** Time saved up, in nanoseconds: each turn costs {@link #each}. */
    private long saved;

    private long counted;

    /**
     * @param burst so many at once, at least 1
     * @param each the time for one more, longer than nothing
     */
    public Pace(int burst, Duration each) {
        this(burst, each, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    public Pace(int burst, Duration each, LongSupplier nanoTime) {
        if (burst < 1 || !each.isPositive()) {
            throw new IllegalArgumentException("A pace lets something begin at some time.");
        }
        this.each = each.toNanos();
        this.most = burst * this.each;
        this.nanoTime = nanoTime;
        this.saved = most;
        this.counted = nanoTime.getAsLong();
    }

    /** Empty for a turn, which is taken by asking; else how long it is until the next. */
    public synchronized Optional<Duration> take() {
        long now = nanoTime.getAsLong();
        saved = Math.min(most, saved + (now - counted));
        counted = now;
        if (saved < each) {
            return Optional.of(Duration.ofNanos(each - saved));
        }
        saved -= each;
        return Optional.empty();
    }
}
