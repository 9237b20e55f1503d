package io.mtasts.lab.stage;

import io.mtasts.lab.cluster.PodEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator as a pod of the chart runs it: by a ServiceAccount, one of several that share a lease, with JSON logs and probes. */
public final class PodOperator {
    private final Stage stage;
    private final Map<String, String> environment;
    private final int healthPort = freePort();

    private PodOperator(Stage stage, Map<String, String> environment) {
        this.stage = stage;
        this.environment = Map.copyOf(environment);
    }

    /** Prepares the cluster for it, once. */
    public static PodOperator on(Stage stage) {
        var environment = new HashMap<>(PodEnvironment.create(
                stage.cluster().apiServer(), stage.belongings().directory()));
        environment.put("MALLOC_ARENA_MAX", "2"); // as the Dockerfile says, and the next
        environment.put("MTA_STS_LOG_FORMAT", "json");
        return new PodOperator(stage, environment);
    }

    /** Starts it by that command, to which {@code run} and its flags are added. One at a time: they share a port. */
    public OperatorProcess start(List<String> command) {
        return stage.startOperator(
                command, List.of("--leader-election", "--health-port", Integer.toString(healthPort)), environment);
    }

    /** Does it say that it is ready, as the kubelet asks? */
    public boolean ready() {
        return answers("/readyz");
    }

    /** Is a page of its health port there, read to its end? */
    public boolean answers(String path) {
        return page(path).isPresent();
    }

    /** What a metric of that name, whatever its labels, adds up to; 0 when there is none. */
    public double metric(String name) {
        return page("/metrics")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<String> page(String path) {
        try {
            var connection = (HttpURLConnection) URI.create("http://127.0.0.1:%d%s".formatted(healthPort, path))
                    .toURL()
                    .openConnection();
            connection.setReadTimeout((int) Duration.ofSeconds(5).toMillis());
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            try (var body = connection.getInputStream()) {
                return Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
