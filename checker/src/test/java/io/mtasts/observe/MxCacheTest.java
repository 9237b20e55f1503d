package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mtasts.lab.World;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Attempt;
import io.mtasts.observe.net.Limits;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxOutcome.Answered;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a mail server is talked to, whoever asks. */
class MxCacheTest {
    private static final Look FRESH = new Look(true, true);

    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    private void domainsThatShareAMailServer(int count) {
        world.domain("mail.test");
        IntStream.range(0, count).forEach(n -> world.domain("d" + n + ".test").mx(10, "mx.mail.test"));
    }

    private static void lookAtAll(NetworkObserver observer, int count, Look look) {
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, count)
                    .mapToObj(n -> workers.submit(() -> observer.observe("d" + n + ".test", look)))
                    .toList()
                    .forEach(work -> assertThat(Lab.mx(Lab.finished(work))).isInstanceOf(MxOutcome.Accepted.class));
        }
    }

    @Test
    void aMailServerThatManyShareIsProbedOnce() {
        domainsThatShareAMailServer(40);

        try (var observer = Lab.observer(world)) {
            lookAtAll(observer, 40, Look.ALL);
        }

        assertThat(world.mail("mx.mail.test").connections()).isEqualTo(FurtherLooksTest.FIRST_LOOK);
    }

    @Test
    void aFreshLookLeavesAsideWhatIsKept() {
        domainsThatShareAMailServer(1);

        try (var observer = Lab.observer(world)) {
            lookAtAll(observer, 1, Look.ALL);
            lookAtAll(observer, 1, FRESH);
            assertThat(world.mail("mx.mail.test").connections()).isEqualTo(FurtherLooksTest.FIRST_LOOK + 1);
            lookAtAll(observer, 1, Look.ALL);
        }

        assertThat(world.mail("mx.mail.test").connections()).isEqualTo(FurtherLooksTest.FIRST_LOOK + 1);
    }

    @Test
    void nothingIsKeptForNoTime() {
        domainsThatShareAMailServer(1);

        try (var observer =
                new NetworkObserver(Lab.settings(world).mxCache(Duration.ZERO).build(), Clock.systemUTC())) {
            lookAtAll(observer, 1, Look.ALL);
            lookAtAll(observer, 1, Look.ALL);
        }

        assertThat(world.mail("mx.mail.test").connections()).isEqualTo(FurtherLooksTest.FIRST_LOOK + 1);
    }

    static Stream<Arguments> sights() {
        var address = List.of(Lab.address("192.0.2.1"));
        var found = new Answer.Found<>(address, List.of(), 300);
        return Stream.of(
                arguments(new MxSight(new Answer.Unavailable<>("SERVFAIL"), List.of()), 60),
                arguments(new MxSight(found, noConversation(NoContact.NOT_TRIED)), 60),
                arguments(new MxSight(found, noConversation(NoContact.SILENT)), 60),
                arguments(new MxSight(found, noConversation(NoContact.CLOSED)), 60),
                arguments(
                        new MxSight(found, attempted(new MxOutcome.RefusesUs(new Answered.Connection(), "421 busy"))),
                        60),
                arguments(new MxSight(found, noConversation(NoContact.REFUSED)), 3600),
                arguments(new MxSight(new Answer.NoSuchName<>(List.of()), List.of()), 3600));
    }

    private static List<Attempt<MxOutcome>> noConversation(NoContact kind) {
        return attempted(new MxOutcome.NoConversation(kind, "as seen"));
    }

    private static List<Attempt<MxOutcome>> attempted(MxOutcome outcome) {
        return List.of(new Attempt<>(Lab.address("192.0.2.1"), Optional.empty(), outcome));
    }

    @ParameterizedTest(name = "{0}: {1} s")
    @MethodSource("sights")
    void whatSaysNothingOfTheHostIsNotKeptForLong(MxSight sight, long seconds) throws Exception {
        var now = new AtomicLong();
        var looks = new AtomicInteger();
        var cache = new MxCache(
                Duration.ofHours(1),
                now::get,
                (party, host) -> {
                    looks.incrementAndGet();
                    return sight;
                },
                Runnable::run);

        cache.of("a", "mx.test", false);
        now.set(Duration.ofSeconds(seconds).toNanos() - 1);
        cache.of("a", "mx.test", false);
        assertThat(looks).hasValue(1);
        now.set(Duration.ofSeconds(seconds).toNanos() + 1);
        cache.of("a", "mx.test", false);
        assertThat(looks).hasValue(2);
    }

    /** Its own turn comes sooner than the one of somebody who asks for much. */
    @Test
    void whoeverWaitedForALookThatDidNotComeToItsTurnLooksItself() throws Exception {
        var parties = new ConcurrentLinkedQueue<String>();
        var found = new Answer.Found<>(List.of(Lab.address("192.0.2.1")), List.of(), 300);
        var inTurn = new CountDownLatch(1);
        var cache = new MxCache(
                Duration.ofHours(1),
                System::nanoTime,
                (party, host) -> {
                    parties.add(party);
                    if (party.equals("good")) {
                        return new MxSight(found, List.of());
                    }
                    await().until(() -> inTurn.getCount() == 0);
                    return new MxSight(found, noConversation(NoContact.NOT_TRIED));
                },
                Thread::startVirtualThread);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = workers.submit(() -> cache.of("evil", "mx.test", false));
            await().until(() -> parties.contains("evil"));
            var second = new FutureTask<>(() -> cache.of("good", "mx.test", false));
            var waits = Thread.startVirtualThread(second);
            await().until(() -> waits.getState() == Thread.State.WAITING);
            inTurn.countDown();

            assertThat(first.get().wasNotTried()).isTrue();
            assertThat(second.get().wasNotTried()).isFalse();
        }
        assertThat(parties).containsExactly("evil", "good");
        assertThat(cache.of("third", "mx.test", false).wasNotTried()).isFalse();
    }

    @Test
    void oneAddressIsAskedBySoManyAtOnce() {
        var machine = world.mail("machine.mail.test");
        IntStream.range(0, 20).forEach(n -> {
            var domain = world.domain("d" + n + ".test");
            domain.zone()
                    .set("mx.d" + n + ".test", "A", AddressText.of(machine.address()))
                    .set(domain.name(), "MX", "10 mx.d" + n + ".test.");
        });
        var limits = new Limits(100, 100, 3, 1000);

        try (var observer =
                        new NetworkObserver(Lab.settings(world).limits(limits).build(), Clock.systemUTC());
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 20)
                    .mapToObj(n -> workers.submit(() -> observer.observe("d" + n + ".test", Look.ALL)))
                    .toList()
                    .forEach(Lab::finished);
        }

        assertThat(machine.connections()).isEqualTo(20 * FurtherLooksTest.FIRST_LOOK);
        // A connection that has just been closed here may still be open there.
        assertThat(machine.mostAtOnce()).isBetween(2, 6);
    }

    /** Each of ten domains names ten mail servers, all of them one machine, which lets everybody wait. */
    @Test
    void domainsThatAllLeadToOneAddressDoNotOverrunIt() {
        var victim = world.mail("machine.victim.test");
        victim.greet(new Reply.Silent());
        IntStream.range(0, 10).forEach(n -> {
            var zone = world.domain("d" + n + ".test").zone();
            IntStream.range(0, 10).forEach(m -> {
                var host = "mx%d.d%d.test".formatted(m, n);
                zone.set(host, "A", AddressText.of(victim.address())).add("d" + n + ".test", "MX", "10 " + host + ".");
            });
        });
        var limits = new Limits(100, 100, 3, 20);
        long start = System.nanoTime();

        try (var observer =
                        new NetworkObserver(Lab.settings(world).limits(limits).build(), Clock.systemUTC());
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 10)
                    .mapToObj(n -> workers.submit(() -> observer.observe("d" + n + ".test", Look.ALL)))
                    .toList()
                    .forEach(work -> assertThat(Lab.finished(work).mailServers().hosts())
                            .flatExtracting(MxHostView::attempts)
                            .extracting(Attempt::outcome)
                            .hasSize(10)
                            .hasOnlyElementsOfType(MxOutcome.NoConversation.class));
        }

        // A connection that has just been closed here may still be open there.
        assertThat(victim.mostAtOnce()).isBetween(3, 6);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(victim.connections()).isBetween(3L, 20 * (seconds + 1));
    }

    @Test
    void oneAddressIsAskedSoOftenInASecond() {
        domainsThatShareAMailServer(1);
        var limits = new Limits(100, 100, 8, 2);
        long start = System.nanoTime();

        try (var observer =
                new NetworkObserver(Lab.settings(world).limits(limits).build(), Clock.systemUTC())) {
            // Two may go at once; each of the others waits until a second has passed since the last but one.
            IntStream.range(0, 4).forEach(n -> lookAtAll(observer, 1, FRESH));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }
}
