package io.mtasts.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** So many at once, then one at a time. */
class PaceTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // as nanoTime may be: it runs over
    private final Pace pace = new Pace(3, Duration.ofMillis(500), now::get);

    @Test
    void aBurstAndThenOneAtATime() {
        assertThat(taken()).isEqualTo(3);
        assertThat(pace.take()).contains(Duration.ofMillis(500));
        pass(Duration.ofMillis(200));
        assertThat(pace.take()).contains(Duration.ofMillis(300));
        pass(Duration.ofMillis(300));
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void noMoreIsSavedUpThanTheBurst() {
        assertThat(taken()).isEqualTo(3);
        pass(Duration.ofDays(1));
        assertThat(taken()).isEqualTo(3);
    }

    private int taken() {
        int taken = 0;
        while (pace.take().isEmpty()) {
            taken++;
        }
        return taken;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
