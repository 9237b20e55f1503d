package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.net.Loopback;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Name servers that never say a word take the time of whoever has his domains there, and nobody else's. */
class DeadNameServersTest {
    private static final String DEAD = "127.0.66.2";
    private static final int MANY = 60;

    /** Questions at once, of which one party alone has six. */
    private static final int QUESTIONS = 8;

    private static final int SHARE_OF_ONE = 6;

    private static final Look EVIL = new Look(true, false, true, "evil");
    private static final Look GOOD = new Look(true, false, true, "good");

    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void questionsOfOthersAreNotHeldUp() throws IOException {
        world.domain("warm.test").complete();
        world.domain("good.test").complete();
        IntStream.range(0, MANY)
                .mapToObj("d%d.test"::formatted)
                .forEach(domain -> world.domain(domain)
                        .zone()
                        .set("ns1." + domain, "A", DEAD)
                        .set("ns2." + domain, "A", DEAD)
                        .set(domain, "NS", "ns1." + domain + ".", "ns2." + domain + "."));
        var settings = Lab.settings(world)
                .limits(new Limits(QUESTIONS, 100, 100, 1_000))
                .build();
        var unanswered = new AtomicInteger();

        try (var workers = Executors.newVirtualThreadPerTaskExecutor();
                var dead = new DatagramSocket(new InetSocketAddress(Loopback.of(DEAD), world.dnsPort()));
                var observer = new NetworkObserver(settings, Clock.systemUTC())) {
            observer.observe("warm.test", GOOD);
            workers.execute(() -> count(dead, unanswered));
            IntStream.range(0, MANY)
                    .forEach(n -> workers.execute(() -> observer.observe("d%d.test".formatted(n), EVIL)));
            Awaitility.await("its share is taken").until(() -> unanswered.get() >= SHARE_OF_ONE);
            int before = unanswered.get();

            long began = System.nanoTime();
            var view = observer.observe("good.test", GOOD);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("less than one question that nobody answers takes")
                    .isLessThan(Lab.QUICK.dns());
            assertThat(view.record().answer().records()).isNotEmpty();
            assertThat(view.record().authoritative())
                    .isNotEmpty()
                    .allSatisfy(server -> assertThat(server.answer().records()).isNotEmpty());
            assertThat(Lab.mx(view)).isInstanceOf(MxOutcome.Accepted.class);
            Awaitility.await("the others are not done").until(() -> unanswered.get() > before + SHARE_OF_ONE);
        }
    }

    /** Until it is closed. */
    private static void count(DatagramSocket dead, AtomicInteger unanswered) {
        var packet = new DatagramPacket(new byte[512], 512);
        while (!dead.isClosed()) {
            try {
                dead.receive(packet);
                unanswered.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
