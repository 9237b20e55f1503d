package io.mtasts.operator.publish;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before something is tried again: doubling, up to five minutes. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 9;

    private Backoff() {}

    /** @param attempts without success so far, at least one */
    static Duration after(int attempts) {
        return after(attempts, ThreadLocalRandom.current().nextDouble());
    }

    /**
     * @param attempts without success so far
     * @param random from 0 to 1, so that many do not come back at the same moment: a quarter less or more
     */
    static Duration after(int attempts, double random) {
        var doubled = FIRST.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS));
        var bounded = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return Duration.ofMillis(Math.round(bounded.toMillis() * (0.75 + random / 2)));
    }
}
