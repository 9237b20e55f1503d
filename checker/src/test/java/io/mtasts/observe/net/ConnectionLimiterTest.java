package io.mtasts.observe.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.observe.Lab;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The bounds of what is done to one address, held exactly, however many want to. */
class ConnectionLimiterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** What an address met with: how many at once, and when each began, in nanoseconds from the beginning. */
    private record Met(int mostAtOnce, List<Long> starts) {
        long before(int seconds) {
            return starts.stream().filter(start -> start < seconds * SECOND).count();
        }
    }

    private static Met rush(Limits limits, int visitors, IntFunction<String> party, IntFunction<String> address) {
        var turns = new ConnectionLimiter(limits);
        var open = new AtomicInteger();
        var most = new AtomicInteger();
        var starts = new ConcurrentLinkedQueue<Long>();
        long beginning = System.nanoTime();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, visitors)
                    .mapToObj(n -> workers.submit(() -> {
                        InetAddress there = Lab.address(address.apply(n));
                        try (var _ = turns.take(party.apply(n), there, PATIENCE).orElseThrow()) {
                            starts.add(System.nanoTime() - beginning);
                            most.accumulateAndGet(open.incrementAndGet(), Math::max);
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                            open.decrementAndGet();
                        }
                        return 0;
                    }))
                    .toList()
                    .forEach(Lab::finished);
        }
        return new Met(most.get(), List.copyOf(starts));
    }

    @Test
    void oneAddressMeetsWithNoMoreAtOnce() {
        var met = rush(new Limits(100, 100, 3, 10_000), 200, n -> "all", n -> "192.0.2.1");

        assertThat(met.starts()).hasSize(200);
        assertThat(met.mostAtOnce()).isEqualTo(3);
    }

    @Test
    void oneAddressMeetsWithNoMoreInASecond() {
        var met = rush(new Limits(100, 100, 50, 20), 70, n -> "" + n % 9, n -> "192.0.2.1");

        assertThat(met.starts()).hasSize(70);
        assertThat(met.before(1)).isLessThanOrEqualTo(20);
        assertThat(met.before(2)).isLessThanOrEqualTo(40);
        assertThat(met.before(3)).isLessThanOrEqualTo(60);
    }

    @Test
    void allAddressesTogetherMeetWithNoMoreAtOnce() {
        var met = rush(new Limits(100, 5, 3, 10_000), 200, n -> "" + n % 9, n -> "192.0.2." + n);

        assertThat(met.starts()).hasSize(200);
        assertThat(met.mostAtOnce()).isEqualTo(5);
    }

    @Test
    void theAddressesOfOneIpv6NetworkAreOne() {
        var limits = new Limits(100, 100, 3, 10_000);

        assertThat(rush(limits, 100, n -> "" + n % 9, n -> "2001:4860:1:2::" + Integer.toHexString(n + 1))
                        .mostAtOnce())
                .isEqualTo(3);
        assertThat(rush(limits, 100, n -> "" + n % 9, n -> "2001:4860:1:" + Integer.toHexString(n + 1) + "::1")
                        .mostAtOnce())
                .isGreaterThan(3);
    }

    /** Whoever picks his addresses with care does not meet in one place with those of somebody else. */
    @Test
    void noAddressWaitsForAnother() throws InterruptedException {
        var turns = new ConnectionLimiter(new Limits(100_000, 100_000, 1, 10_000));
        var taken = new ArrayList<Turn>();
        for (int n = 0; n < 5_000; n++) {
            var there = Lab.address("198.18.%d.%d".formatted(n / 256, n % 256));
            taken.add(turns.take("evil", there, PATIENCE).orElseThrow());
        }
        assertThat(turns.remembered()).isEqualTo(5_000);
        taken.forEach(Turn::close);
        Awaitility.await("the addresses are forgotten").untilAsserted(() -> {
            turns.take("good", Lab.address("192.0.2.1"), PATIENCE).orElseThrow().close();
            assertThat(turns.remembered()).isLessThan(10);
        });
    }

    /** A mail server that one of them keeps busy takes long for the other too, but not as long as all that is to come of the first. */
    @Test
    void oneAddressIsSharedByThoseWhoGoThere() throws InterruptedException {
        var turns = new ConnectionLimiter(new Limits(100, 100, 8, 10_000));
        var there = Lab.address("192.0.2.1");
        for (int n = 0; n < 6; n++) {
            var _ = turns.take("evil", there, PATIENCE).orElseThrow();
        }
        assertThat(turns.take("evil", there, Duration.ofMillis(50))).isEmpty();
        assertThat(turns.take("good", there, Duration.ofSeconds(5))).isPresent();
    }

    /** One that waits for a slow peer, and one more than may wait so. */
    @Test
    void whoeverStepsAsideLetsOthersGoElsewhere() throws InterruptedException {
        var turns = new ConnectionLimiter(new Limits(100, 1, 10, 10_000));
        var waiting = IntStream.range(0, 4)
                .mapToObj(n -> taken(turns, "192.0.2." + n))
                .peek(Turn::stepAside)
                .toList();

        try (var counted = taken(turns, "192.0.2.5")) {
            counted.stepAside();
            assertThat(turns.take("192.0.2.6", Lab.address("192.0.2.6"), Duration.ofMillis(50)))
                    .as("four stand aside already")
                    .isEmpty();
            assertThat(waiting.getFirst().comeBack(Duration.ofMillis(50)))
                    .as("another is connected")
                    .isFalse();
        }
        assertThat(waiting.getFirst().comeBack(Duration.ofMillis(50))).isTrue();
        assertThat(turns.take("192.0.2.6", Lab.address("192.0.2.6"), Duration.ofMillis(50)))
                .isEmpty();

        waiting.forEach(Turn::close);
        waiting.forEach(Turn::close); // once is enough
        try (var _ = taken(turns, "192.0.2.7")) {
            assertThat(turns.take("192.0.2.8", Lab.address("192.0.2.8"), Duration.ofMillis(50)))
                    .isEmpty();
        }
    }

    @Test
    void whoeverStepsAsideStillCountsAtItsAddress() throws InterruptedException {
        var turns = new ConnectionLimiter(new Limits(100, 100, 1, 10_000));

        try (var waiting = taken(turns, "192.0.2.1")) {
            waiting.stepAside();
            assertThat(turns.take("192.0.2.1", Lab.address("192.0.2.1"), Duration.ofMillis(50)))
                    .isEmpty();
        }
        assertThat(turns.take("192.0.2.1", Lab.address("192.0.2.1"), PATIENCE)).isPresent();
    }

    private static Turn taken(ConnectionLimiter turns, String address) {
        try {
            return turns.take(address, Lab.address(address), PATIENCE).orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
