package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.net.Listener;
import io.mtasts.lab.net.Loopback;
import io.mtasts.observe.net.Limits;
import io.mtasts.observe.smtp.MxOutcome;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that never say a word take the time of the party that has its domains there, and nobody else's. */
class NoisyPartyTest {
    private static final String DEAD = "127.0.66.2";
    private static final int MANY = 60;

    /** Questions and connections at once, of which one party alone has six. */
    private static final Limits FEW = new Limits(8, 8, 8, 1_000);

    private static final int SHARE_OF_ONE = 6;

    /** A look at a good domain takes a fraction of it; it took four and ten seconds where all were one party. */
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final Look EVIL = new Look(true, false, true, "evil");
    private static final Look GOOD = new Look(true, false, true, "good");

    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void deadNameServersHoldUpNobodyElsesQuestions() throws IOException {
        for (int n = 0; n < MANY; n++) {
            var domain = name(n);
            world.domain(domain)
                    .zone()
                    .set("ns1." + domain, "A", DEAD)
                    .set("ns2." + domain, "A", DEAD)
                    .set(domain, "NS", "ns1." + domain + ".", "ns2." + domain + ".");
        }
        var unanswered = new AtomicInteger();

        try (var workers = Executors.newVirtualThreadPerTaskExecutor();
                var dead = new DatagramSocket(new InetSocketAddress(Loopback.of(DEAD), world.dnsPort()));
                var observer = observer()) {
            workers.execute(() -> count(dead, unanswered));
            lookAtAll(observer, workers);
            Awaitility.await("its share is taken").until(() -> unanswered.get() >= SHARE_OF_ONE);
            int before = unanswered.get();

            anotherIsLookedAtAtOnce(observer);

            Awaitility.await("the others are not done").until(() -> unanswered.get() > before + SHARE_OF_ONE);
        }
    }

    /** At an address each, so that they have nothing in common but who asks. */
    @Test
    void silentMailServersHoldUpNobodyElsesConnections() {
        var connections = new AtomicInteger();
        var silent = IntStream.range(0, MANY)
                .mapToObj(n -> Loopback.of("127.0.67." + (n + 1)))
                .map(address -> Listener.at(address, world.smtpPort(), socket -> {
                    connections.incrementAndGet();
                    socket.getInputStream().readAllBytes();
                }))
                .toList();
        for (int n = 0; n < MANY; n++) {
            var domain = name(n);
            world.domain(domain)
                    .zone()
                    .set("mx." + domain, "A", "127.0.67." + (n + 1))
                    .set(domain, "MX", "10 mx." + domain + ".");
        }

        try (var workers = Executors.newVirtualThreadPerTaskExecutor();
                var observer = observer()) {
            lookAtAll(observer, workers);
            Awaitility.await("its share is taken").until(() -> connections.get() >= SHARE_OF_ONE);
            int before = connections.get();

            anotherIsLookedAtAtOnce(observer);

            Awaitility.await("the others are not done").until(() -> connections.get() > before + SHARE_OF_ONE);
        } finally {
            silent.forEach(Listener::close);
        }
    }

    private NetworkObserver observer() {
        world.domain("warm.test").complete();
        world.domain("good.test").complete();
        var observer = new NetworkObserver(Lab.settings(world).limits(FEW).build(), Clock.systemUTC());
        observer.observe("warm.test", GOOD);
        return observer;
    }

    private static void lookAtAll(NetworkObserver observer, ExecutorService workers) {
        IntStream.range(0, MANY).forEach(n -> workers.execute(() -> observer.observe(name(n), EVIL)));
    }

    private static String name(int number) {
        return "d%d.test".formatted(number);
    }

    private static void anotherIsLookedAtAtOnce(NetworkObserver observer) {
        long began = System.nanoTime();
        var view = observer.observe("good.test", GOOD);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        assertThat(view.record().answer().records()).isNotEmpty();
        assertThat(view.record().authoritative())
                .isNotEmpty()
                .allSatisfy(server -> assertThat(server.answer().records()).isNotEmpty());
        assertThat(Lab.mx(view)).isInstanceOf(MxOutcome.Accepted.class);
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
