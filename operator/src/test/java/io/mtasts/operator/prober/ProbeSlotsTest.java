package io.mtasts.operator.prober;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.operator.prober.ProbeSlots.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever takes long at a probe holds up nobody else, and the number of those is bounded too. */
class ProbeSlotsTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void whoeverTakesLongLeavesItsSeatToTheNext() throws Exception {
        var seats = new ProbeSlots(1, timer);
        var taken = new ArrayList<Seat>();
        var seated = new AtomicInteger();
        var next = Thread.ofVirtual().start(() -> {
            for (int place = 0; place < 6; place++) {
                try {
                    taken.add(seats.take("party " + place));
                    seated.incrementAndGet();
                } catch (InterruptedException stop) {
                    return;
                }
            }
        });

        await().atMost(Duration.ofSeconds(60)).until(() -> seated.get() == 5); // four stand, and one sits
        await().during(Duration.ofSeconds(7)).atMost(Duration.ofSeconds(10)).until(() -> seated.get() == 5);
        taken.getFirst().close();
        await().atMost(Duration.ofSeconds(30)).until(() -> seated.get() == 6);

        next.join();
        taken.subList(1, taken.size()).forEach(Seat::close);
        assertThat(seats.waiting()).isZero();
    }

    @Test
    void whoeverIsQuickGivesItBack() throws InterruptedException {
        var seats = new ProbeSlots(1, timer);
        for (int look : List.of(1, 2, 3)) {
            try (var seat = seats.take("party")) {
                assertThat(seat).as("look %s", look).isNotNull();
            }
        }
        assertThat(seats.waiting()).isZero();
    }
}
