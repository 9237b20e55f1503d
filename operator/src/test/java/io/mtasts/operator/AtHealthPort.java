package io.mtasts.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks an operator how it is, as the kubelet and Prometheus do. */
final class AtHealthPort implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    /** What it answered; status 0 when nobody did. */
    record Answered(int status, String body) {}

    AtHealthPort(int port) {
        this.port = port;
    }

    static AtHealthPort of(Operator operator) {
        return new AtHealthPort(operator.healthPort().orElseThrow());
    }

    Answered get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return new Answered(answer.statusCode(), answer.body());
        } catch (ConnectException e) {
            return new Answered(0, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What Prometheus would read, by series; nothing while nobody answers. */
    Map<String, Double> metrics() {
        var answered = get("/metrics");
        return answered.status() == 200 ? PrometheusText.parse(answered.body()) : Map.of();
    }

    @Override
    public void close() {
        http.close();
    }
}
