package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.net.Listener;
import io.mtasts.lab.net.Loopback;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One namespace has more domains than are looked at at once, and all of them take as long as they can. */
class NoisyNeighbourTest {
    private static final int MANY = 200;

    /** So many times what it takes without them, the neighbour may take at most. */
    private static final int RATIO = 3;

    private static final String TARPIT = "127.0.66.1";
    private static final String DEAD = "127.0.66.2";

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        lab.startOperator(lab.settings(0, false));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void theOtherNamespaceIsReadyAllTheSame() throws IOException {
        timeToReady("warm-up");
        var alone = timeToReady("alone");

        try (var tarpit = Listener.at(
                        Loopback.of(TARPIT),
                        lab.world().smtpPort(),
                        socket -> socket.getInputStream().readAllBytes());
                var mute = new DatagramSocket(
                        new InetSocketAddress(Loopback.of(DEAD), lab.world().dnsPort()))) {
            lab.namespace("noisy");
            lab.apply(
                    IntStream.range(0, MANY).mapToObj(NoisyNeighbourTest::slow).collect(Collectors.joining("---\n")));
            Awaitility.await("the looks have piled up")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> tarpit.connections() > 0 && looksWaiting() > 0);

            var beside = timeToReady("beside");

            assertThat(looksWaiting()).as("they are there still").isPositive();
            assertThat(mute.isBound()).as("the name server that says nothing").isTrue();
            assertThat(beside).isLessThan(alone.multipliedBy(RATIO));
            System.out.printf(
                    "time to Ready: %d ms alone, %d ms beside %d%n", alone.toMillis(), beside.toMillis(), MANY);
        }
    }

    private static Duration timeToReady(String namespace) {
        var name = namespace + ".example";
        lab.namespace(namespace);
        var domain = lab.domain(name);
        long began = System.nanoTime();
        lab.apply(OperatorLab.manifest(namespace, "policy", name));
        lab.publish(namespace, "policy", domain);
        lab.await(namespace, "policy", Ready, TRUE, "AllGood");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static double looksWaiting() {
        try (var asked = AtHealthPort.of(lab.operator())) {
            return asked.metrics().getOrDefault("mtasts_looks_waiting", 0.0);
        }
    }

    /** Its name servers are dead, and its mail server never says a word. */
    private static String slow(int number) {
        var domain = "n%d.example".formatted(number);
        lab.world()
                .domain(domain)
                .zone()
                .set("mx." + domain, "A", TARPIT)
                .set(domain, "MX", "10 mx." + domain + ".")
                .set("ns1." + domain, "A", DEAD)
                .set("ns2." + domain, "A", DEAD)
                .set(domain, "NS", "ns1." + domain + ".", "ns2." + domain + ".");
        return """
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: n%d, namespace: noisy}
            spec: {domain: %s, mx: [mx.%s], management: Observe, checks: {interval: 1s}}
            """.formatted(number, domain, domain);
    }
}
