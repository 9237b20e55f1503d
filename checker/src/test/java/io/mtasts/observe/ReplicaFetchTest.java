package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mtasts.lab.net.Listener;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.net.ConnectTo;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.tls.TrustAnchors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking one replica for the policy that it serves. */
class ReplicaFetchTest {
    private static ReplicaFetch leadTo(int port) {
        return new ReplicaFetch(ObserverSettings.builder()
                .resolvers(List.of(ResolverAddress.plain(new HostPort("127.0.0.1", 1))))
                .trust(TrustAnchors.of(List.of()))
                .connectTo(List.of(ConnectTo.parse("192.0.2.7:8080=127.0.0.1:" + port)))
                .build());
    }

    private static ReplicaOutcome fetch(ReplicaFetch replicas) {
        return replicas.fetch("example.com", Lab.address("192.0.2.7"), 8080);
    }

    @Test
    void theReplicaIsAskedByTheNameOfThePolicyHost() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(Lab.address("127.0.0.1"), 0), 10);
        server.createContext("/", exchange -> {
            var body = (exchange.getRequestHeaders().getFirst("Host") + " " + exchange.getRequestURI())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (var replicas = leadTo(server.getAddress().getPort())) {
            assertThat(fetch(replicas))
                    .isEqualTo(new ReplicaOutcome.Answered(200, "mta-sts.example.com /.well-known/mta-sts.txt", false));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whereNobodyListensThatIsSaid() {
        try (var replicas = leadTo(1)) {
            assertThat(fetch(replicas)).isEqualTo(new ReplicaOutcome.Failed("Connection refused"));
        }
    }

    @Test
    void aReplicaThatSaysNothingCostsFiveSeconds() {
        long start = System.nanoTime();
        try (var listener = Listener.at(
                        Lab.address("127.0.0.1"),
                        0,
                        peer -> peer.getInputStream().readAllBytes());
                var replicas = leadTo(listener.port())) {
            assertThat(fetch(replicas)).isEqualTo(new ReplicaOutcome.Failed("no answer arrived within 5 s"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aReplicaThatNeverEndsIsReadTo64KiB() {
        try (var listener = Listener.at(Lab.address("127.0.0.1"), 0, peer -> {
                    var out = peer.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (!peer.isClosed()) {
                        out.write(new byte[1024]);
                    }
                });
                var replicas = leadTo(listener.port())) {
            assertThat(fetch(replicas)).isInstanceOfSatisfying(ReplicaOutcome.Answered.class, answered -> {
                assertThat(answered.body()).hasSize(64 * 1024);
                assertThat(answered.cut()).isTrue();
            });
        }
    }
}
