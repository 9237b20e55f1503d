package io.mtasts.operator.chart;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A real Prometheus on loopback that reads what an operator with two domains shows, every second. */
final class RunningPrometheus implements AutoCloseable {
    private final HttpServer operator;
    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningPrometheus(HttpServer operator, Process process, int port) {
        this.operator = operator;
        this.process = process;
        this.port = port;
    }

    static RunningPrometheus start(Path directory) throws IOException {
        var operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var rising = new AtomicLong();
        var metrics = metrics();
        operator.createContext("/metrics", exchange -> {
            var body = metrics.replace("RISING", String.valueOf(rising.addAndGet(10)))
                    .replace("SOON", String.valueOf(System.currentTimeMillis() / 1000 + 864_000))
                    .replace("JUST", String.valueOf(System.currentTimeMillis() / 1000 - 60))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        operator.start();
        int port = freePort();
        Files.writeString(directory.resolve("prometheus.yml"), """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: mta-sts-operator
                honor_labels: true
                static_configs: [{targets: ["127.0.0.1:%d"], labels: {pod: mta-sts-operator-0, namespace: mta-sts-system}}]
            """.formatted(
                        operator.getAddress().getPort()));
        var process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        var prometheus = new RunningPrometheus(operator, process, port);
        await("Prometheus answers, its log is " + directory.resolve("log"))
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> prometheus.query("up").path("result").size() == 1);
        return prometheus;
    }

    private static String metrics() throws IOException {
        try (var sample = RunningPrometheus.class.getResourceAsStream("metrics.txt")) {
            return new String(Objects.requireNonNull(sample).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What it answers now; a query that it does not understand is a failure. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        var url = "http://127.0.0.1:%d/api/v1/query?query=%s"
                .formatted(port, URLEncoder.encode(expression, StandardCharsets.UTF_8));
        var answer = http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        var json = new ObjectMapper().readTree(answer.body());
        if (!json.path("status").asText().equals("success")) {
            throw new AssertionError(expression + ": " + json.path("error").asText());
        }
        return json.path("data");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(_ -> process.destroyForcibly())
                .join();
        operator.stop(0);
        http.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
