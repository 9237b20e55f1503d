package io.mtasts.operator;

import io.mtasts.lab.cluster.ChildProcess;
import io.mtasts.operator.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** An operator in a process of its own, one of two that share a lease. */
final class OperatorProcess implements AutoCloseable {
    private final ChildProcess process;
    private final AtHealthPort asked;
    private final Path log;

    private OperatorProcess(ChildProcess process, AtHealthPort asked, Path log) {
        this.process = process;
        this.asked = asked;
        this.log = log;
    }

    /** Starts {@code run --leader-election}; files go to that directory. */
    static OperatorProcess start(OperatorLab lab, Path directory, String name) {
        int port = freePort();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--leader-election",
                "--health-port",
                Integer.toString(port)));
        command.addAll(lab.flags(directory));
        var log = directory.resolve(name + ".log");
        var kubeconfig = lab.cluster().apiServer().writeKubeconfig(directory.resolve("kubeconfig"));
        return new OperatorProcess(
                ChildProcess.start(
                        command,
                        Path.of("").toAbsolutePath(),
                        Map.of("KUBECONFIG", kubeconfig.toString(), "HOSTNAME", "the-same"),
                        log),
                new AtHealthPort(port),
                log);
    }

    boolean ready() {
        return asked.get("/readyz").status() == 200;
    }

    boolean acts() {
        return Objects.equals(asked.metrics().get("mtasts_leader"), 1.0);
    }

    /** Everything that an operator does which acts: looks, and writes other than for the lease. */
    double deeds() {
        return asked.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("mtasts_look_duration_seconds_count")
                        || (entry.getKey().startsWith("mtasts_api_writes_total")
                                && !entry.getKey().contains("\"leases\"")
                                && !entry.getKey().contains("\"selfsubjectrulesreviews\"")))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** As the kubelet does first; true when it ended in that time. */
    boolean stop(Duration limit) {
        return process.stop(limit);
    }

    /** As the kernel does when memory is short: without a last word. */
    void kill() {
        process.close();
    }

    CompletableFuture<Void> ended() {
        return process.ended();
    }

    int exitCode() {
        return process.exitCode();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        asked.close();
        process.close();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
