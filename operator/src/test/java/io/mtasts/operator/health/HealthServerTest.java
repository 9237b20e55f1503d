package io.mtasts.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.operator.health.HealthServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HealthServer server;

    @BeforeEach
    void start() throws IOException {
        server = HealthServer.start(
                0,
                Map.of(
                        "/livez", () -> Answer.text(200, "live\n"),
                        "/defect",
                                () -> {
                                    throw new IllegalStateException("a defect");
                                }));
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /livez,   200, 'live\n'",
        "HEAD,   /livez,   200, ''",
        "POST,   /livez,   405, 'Only GET and HEAD are answered here.\n'",
        "DELETE, /livez,   405, 'Only GET and HEAD are answered here.\n'",
        "GET,    /livez/x, 404, 'Available here: /defect, /livez\n'",
        "GET,    /,        404, 'Available here: /defect, /livez\n'",
        "GET,    /defect,  500, 'A defect of the operator: see its log.\n'",
    })
    void answers(String method, String path, int status, String body) throws Exception {
        var answer = ask(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void halfRequestsDoNotKeepOthersFromAnAnswer() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream().write("GET /li".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertThat(ask("GET", "/livez").statusCode()).isEqualTo(200);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
