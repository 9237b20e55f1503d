package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyCommandTest {
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private volatile int notReady;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            boolean ready = asked.incrementAndGet() > notReady;
            var body = (ready ? "ready\n" : "waiting for the caches\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(ready ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void saysWhatAReadyOperatorAnswers() {
        var ended = new Shell().run("ready", url());

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo(url() + ": it answers 200, ready\n");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void asksAgainUntilItIsReady() {
        notReady = 2;

        var ended = new Shell().run("ready", url(), "--within", "1m");

        assertThat(ended.exit()).isZero();
        assertThat(asked).hasValue(3);
    }

    @Test
    void saysWhatTheOperatorWaitsFor() {
        notReady = Integer.MAX_VALUE;

        var ended = new Shell().run("ready", url(), "--within", "1s");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo("The operator was not ready within 1s. %s: it answers 503, waiting for the caches\n"
                        .formatted(url()));
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void saysThatNobodyAnswers() {
        var url = url();
        server.stop(0);

        var ended = new Shell().run("ready", url, "--within", "0s");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("The operator was not ready within 0s. " + url + ": no answer, ")
                .contains("ConnectException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://localhost/readyz", "not a url"})
    void refusesWhatIsNoUrl(String text) {
        var ended = new Shell().run("ready", text);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith(text + " is not a URL such as http://mta-sts-operator.mta-sts-system.svc:8080/readyz.\n");
    }

    private String url() {
        return "http://127.0.0.1:%d/readyz".formatted(server.getAddress().getPort());
    }
}
