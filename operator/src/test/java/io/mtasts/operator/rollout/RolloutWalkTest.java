package io.mtasts.operator.rollout;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What must always hold of the rollout, in many walks through a world that moves at random. {@code -Dwalks=1000000} takes more of them,
 * {@code -Dwalks.from} begins at another seed; a walk that fails tells its story, cut to the fewest steps that fail.
 */
final class RolloutWalkTest {
    private static final long WALKS = Long.getLong("walks", 100_000);
    private static final long FROM = Long.getLong("walks.from", 0);
    private static final int STEPS = 80;

    @Test
    void nothingUnsafeHappens() {
        LongStream.range(FROM, FROM + WALKS)
                .parallel()
                .filter(RolloutWalkTest::fails)
                .findFirst()
                .ifPresent(seed -> {
                    int fewest = LongStream.rangeClosed(1, STEPS)
                            .mapToInt(Math::toIntExact)
                            .filter(steps -> fails(seed, steps))
                            .findFirst()
                            .orElseThrow();
                    new Walk(seed, true).run(fewest);
                });
    }

    private static boolean fails(long seed) {
        return fails(seed, STEPS);
    }

    private static boolean fails(long seed, int steps) {
        try {
            new Walk(seed, false).run(steps);
            return false;
        } catch (AssertionError | RuntimeException e) {
            return true;
        }
    }
}
