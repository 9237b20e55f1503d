package io.mtasts.operator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One key's work is never done twice at a time, and nothing that is asked for is forgotten. */
class KeyedWorkerTest {
    private static final Duration LATER = Duration.ofHours(1);

    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    private final KeyedWorker<String, Counted> worker =
            new KeyedWorker<>("test", _ -> Turns.shared(4), (key, _) -> done.add(key));

    @AfterEach
    void close() {
        worker.close();
    }

    /** Counts what is asked for and what a run saw of it, and stays inside until it is let go. */
    private final class Counted extends KeyedTask<String> {
        private final AtomicInteger wanted = new AtomicInteger();
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger mostInside = new AtomicInteger();
        private final AtomicInteger runs = new AtomicInteger();
        private final Semaphore leave;
        private volatile Optional<Duration> pause = Optional.empty();

        private Counted(String key, int leave) {
            super(worker, key, key);
            this.leave = new Semaphore(leave);
        }

        private void ask(Duration delay) {
            wanted.incrementAndGet();
            runAfter(delay);
        }

        private boolean idle() {
            return isIdle();
        }

        @Override
        protected void run() {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            runs.incrementAndGet();
            seen.set(wanted.get());
            leave.acquireUninterruptibly();
            inside.decrementAndGet();
        }

        @Override
        protected Optional<Duration> pause() {
            return pause;
        }
    }

    private Counted task(String key, int leave) {
        return worker.of(key, _ -> new Counted(key, leave));
    }

    private static void soon(Runnable assertion) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion::run);
    }

    private static void stays(Runnable assertion) {
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(20)).untilAsserted(assertion::run);
    }

    @Test
    void manyThreadsThatAskMeetOneRunAtATimeAndTheLastWordIsHeard() throws InterruptedException {
        var tasks = IntStream.range(0, 8)
                .mapToObj(number -> task("key " + number, Integer.MAX_VALUE))
                .toList();
        try (var askers = Executors.newFixedThreadPool(8)) {
            var start = new CountDownLatch(1);
            for (int asker = 0; asker < 8; asker++) {
                askers.execute(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException stop) {
                        return;
                    }
                    for (int round = 0; round < 2_000; round++) {
                        tasks.get(round % tasks.size()).ask(Duration.ZERO);
                    }
                });
            }
            start.countDown();
        }
        for (var task : tasks) {
            soon(() -> assertThat(task.idle()).isTrue());
            assertThat(task.seen).hasValue(2_000);
            assertThat(task.mostInside).hasValue(1);
        }
    }

    @Test
    void whatIsAskedForWhileItRunsIsDoneOnceMore() {
        var task = task("key", 0);
        task.ask(Duration.ZERO);
        soon(() -> assertThat(task.inside).hasValue(1));

        task.ask(Duration.ZERO);
        task.ask(Duration.ZERO);
        stays(() -> assertThat(task.inside).hasValue(1));
        task.leave.release(10);

        soon(() -> assertThat(task.idle()).isTrue());
        assertThat(task.runs).hasValue(2);
        assertThat(task.seen).hasValue(3);
    }

    @Test
    void whatIsAskedForWhileItWaitsForItsTurnIsDoneOnce() {
        var others = IntStream.range(0, 4)
                .mapToObj(number -> task("other " + number, 0))
                .toList();
        others.forEach(other -> other.ask(Duration.ZERO));
        soon(() ->
                assertThat(others).allSatisfy(other -> assertThat(other.inside).hasValue(1)));
        var task = task("key", Integer.MAX_VALUE);
        task.ask(Duration.ZERO);
        soon(() -> assertThat(worker.waiting()).isEqualTo(1));

        IntStream.range(0, 50).forEach(_ -> task.ask(Duration.ZERO));
        stays(() -> assertThat(worker.waiting()).isEqualTo(1));
        others.forEach(other -> other.leave.release());

        soon(() -> assertThat(task.idle()).isTrue());
        assertThat(task.runs).hasValue(1);
        assertThat(task.seen).hasValue(51);
    }

    @Test
    void aLaterWordReplacesThePlan() {
        var task = task("key", Integer.MAX_VALUE);
        task.ask(LATER);
        assertThat(task.idle()).isFalse();

        task.ask(Duration.ZERO);

        soon(() -> assertThat(task.idle()).isTrue());
        assertThat(task.runs).hasValue(1);
    }

    @Test
    void itComesAgainAfterItsPauseAndAtOnceWhenAsked() {
        var task = task("key", Integer.MAX_VALUE);
        task.pause = Optional.of(Duration.ofMillis(1));
        task.ask(Duration.ZERO);
        soon(() -> assertThat(task.runs).hasValueGreaterThan(2));

        task.pause = Optional.of(LATER);
        int before = task.wanted.get();
        task.ask(Duration.ZERO);

        soon(() -> assertThat(task.seen).hasValue(before + 1));
        assertThat(task.idle()).isFalse();
    }

    @Test
    void whatIsForgottenEndsItsRunAndTellsNobody() {
        var task = task("key", 0);
        task.pause = Optional.of(Duration.ZERO);
        task.ask(Duration.ZERO);
        soon(() -> assertThat(task.inside).hasValue(1));

        worker.forget("key");
        task.leave.release(10);
        var other = task("other", 1);
        other.ask(Duration.ZERO);

        soon(() -> assertThat(done).containsExactly("other"));
        assertThat(task.runs).hasValue(1);
        assertThat(worker.find("key")).isEmpty();
    }

    @Test
    void aRunThatFailsIsFollowedByTheNext() {
        var failing = new AtomicInteger();
        try (var fragile = new KeyedWorker<String, KeyedTask<String>>("fragile", _ -> Turns.shared(4), (_, _) -> {})) {
            var task = fragile.of("key", key -> new KeyedTask<>(fragile, key, key) {
                @Override
                protected void run() {
                    if (failing.incrementAndGet() == 1) {
                        Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {}); // or it is printed
                        throw new IllegalStateException("the first one fails");
                    }
                }

                @Override
                protected Optional<Duration> pause() {
                    return failing.get() < 2 ? Optional.of(Duration.ZERO) : Optional.empty();
                }
            });
            task.runAfter(Duration.ZERO);
            soon(() -> assertThat(failing).hasValue(2));
            assertThat(fragile.waiting()).isZero();
        }
    }

    @Test
    void itsClockworkRunsUntilItIsClosed() {
        assertThat(worker.alive()).isTrue();
        worker.close();
        assertThat(worker.alive()).isFalse();
        assertThat(List.copyOf(done)).isEmpty();
    }
}
