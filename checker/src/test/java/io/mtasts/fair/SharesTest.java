package io.mtasts.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a place, however many want one. */
class SharesTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    @ParameterizedTest(name = "of {0} places one party alone holds {1}")
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "8, 6", "32, 24", "128, 96"})
    void oneAloneLeavesRoom(int places, int most) throws InterruptedException {
        var shares = new Shares(places);
        int held = 0;
        while (shares.take("a", AT_ONCE).isPresent()) {
            held++;
        }
        assertThat(held).isEqualTo(most);
        assertThat(shares.take("b", AT_ONCE).isPresent()).isEqualTo(places > 3);
        assertThat(shares.waiting()).isZero();
    }

    @Test
    void theNextPlaceGoesToWhoeverHoldsFewest() throws InterruptedException {
        var shares = new Shares(2);
        var first = shares.take("busy");
        var second = shares.take("busy");
        var order = new CopyOnWriteArrayList<String>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var party : List.of("busy", "busy", "busy", "quiet")) {
                int before = shares.waiting();
                var _ = workers.submit(() -> {
                    try (var _ = shares.take(party)) {
                        order.add(party);
                    }
                    return 0;
                });
                await().until(() -> shares.waiting() > before);
            }
            second.close();
            await().until(() -> !order.isEmpty());
            first.close();
        }
        assertThat(order).hasSize(4).startsWith("quiet");
    }

    @Test
    void whoeverGivesUpHoldsNothing() throws InterruptedException {
        var shares = new Shares(1);
        var only = shares.take("a");
        assertThat(shares.take("b", Duration.ofMillis(20))).isEmpty();
        var waits = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> shares.take("c")).isInstanceOf(InterruptedException.class));
        await().until(() -> shares.waiting() == 1);
        waits.interrupt();
        waits.join();
        assertThat(shares.waiting()).isZero();
        only.close();
        assertThat(shares.take("d", AT_ONCE)).isPresent();
    }

    /** Many come and go, in time or not: no place is lost, and none is given twice. */
    @Test
    void placesAreCounted() throws InterruptedException {
        var shares = new Shares(5);
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 400)
                    .mapToObj(n -> workers.submit(() -> {
                        var random = new Random(n);
                        var place = shares.take("p" + n % 7, Duration.ofMillis(random.nextInt(40)));
                        if (place.isPresent()) {
                            most.accumulateAndGet(held.incrementAndGet(), Math::max);
                            Thread.yield();
                            held.decrementAndGet();
                            place.get().close();
                        }
                        return 0;
                    }))
                    .toList()
                    .forEach(done -> assertThat(done).succeedsWithin(Duration.ofSeconds(30)));
        }
        assertThat(most.get()).isBetween(1, 5);
        var free = new ArrayList<Shares.Place>();
        for (int n = 0; n < 5; n++) {
            free.add(shares.take("q" + n, AT_ONCE).orElseThrow());
        }
        assertThat(free).hasSize(5);
    }
}
