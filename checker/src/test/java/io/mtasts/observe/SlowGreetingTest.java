package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.smtp.Reply;
import io.mtasts.lab.tls.Tls;
import io.mtasts.observe.net.Limits;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.observe.smtp.MxOutcome;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mail servers that let strangers wait before they greet: they are waited for, and nobody else waits with them. */
class SlowGreetingTest {
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(40),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));

    /** Two connections at once, of which four slow mail servers would take both. */
    private static final Limits TIGHT = new Limits(100, 2, 2, 100);

    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    private NetworkObserver observer(Timeouts timeouts) {
        return new NetworkObserver(
                Lab.settings(world).timeouts(timeouts).limits(TIGHT).build(), Clock.systemUTC());
    }

    @Test
    void othersAreLookedAtMeanwhile() {
        IntStream.range(0, 4)
                .forEach(n -> world.domain("slow" + n + ".test")
                        .complete()
                        .mail()
                        .greet(new Reply.Late(SLOW, "220 patience ESMTP")));
        IntStream.range(0, 20).forEach(n -> world.domain("quick" + n + ".test").complete());

        try (var observer = observer(PATIENT);
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            var slow = IntStream.range(0, 4)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> observer.observe("slow" + n + ".test", Look.ALL), workers))
                    .toList();
            var quick = IntStream.range(0, 20)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> observer.observe("quick" + n + ".test", Look.ALL), workers))
                    .toList();

            quick.forEach(work -> assertThat(Lab.mx(Lab.finished(work))).isInstanceOf(MxOutcome.Accepted.class));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("all the quick ones, beside four that take 20 s each")
                    .isLessThan(SLOW);
            slow.forEach(work -> assertThat(Lab.mx(Lab.finished(work))).isInstanceOf(MxOutcome.Accepted.class));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the slow ones too wait side by side")
                    .isLessThan(SLOW.multipliedBy(2));
        }
    }

    @Test
    void whoGreetsTooLateIsNotWaitedFor() {
        world.domain("a.test").complete().mail().greet(new Reply.Late(SLOW, "220 patience ESMTP"));

        try (var observer = observer(Lab.QUICK)) {
            assertThat(Lab.mx(observer.observe("a.test", Look.ALL)))
                    .isEqualTo(
                            new MxOutcome.NoConversation(NoContact.SILENT, "the greeting did not arrive within 2 s"));
        }
    }

    /** What ends because our own time is up is no fault of its TLS. */
    @Test
    void aHandshakeForWhichNoTimeIsLeftIsNoFailedHandshake() {
        world.domain("a.test")
                .complete()
                .mail()
                .greet(new Reply.Late(Duration.ofSeconds(2), "220 patience ESMTP"))
                .handshake(new Tls.Silent());
        var timeouts = new Timeouts(
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3));

        try (var observer = observer(timeouts)) {
            assertThat(Lab.mx(observer.observe("a.test", Look.ALL)))
                    .isEqualTo(new MxOutcome.NoConversation(
                            NoContact.SILENT, "the TLS handshake had not finished when the 4 s were over"));
        }
    }
}
