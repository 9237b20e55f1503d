package io.mtasts.operator.resources;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** A real nginx on loopback with the configuration of the pods, but for its addresses and directories. */
final class RunningNginx implements AutoCloseable {
    /** Where distributions put it, which is not in the path of every user. */
    private static final String PATH = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin:/usr/local/nginx/sbin";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final Path log;

    private RunningNginx(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    static boolean isInstalled() {
        return Arrays.stream(PATH.split(":"))
                .map(Path::of)
                .anyMatch(directory -> Files.isExecutable(directory.resolve("nginx")));
    }

    /**
     * Starts it on what {@code policies} holds, with the rest of its files in {@code home}, and waits until it answers.
     */
    static RunningNginx start(Path home, Path policies) throws IOException {
        int port = freePort();
        var scratch = Files.createDirectory(home.resolve("scratch"));
        // Started by root, nginx works as another user.
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var configuration = new NginxConfiguration(
                home.toString(), policies.toString(), scratch.toString(), "127.0.0.1:" + port, "[::1]:" + port);
        Files.writeString(home.resolve(NginxConfiguration.MAIN_FILE), configuration.main());
        var script = Files.writeString(home.resolve(NginxConfiguration.START_FILE), configuration.start());
        var log = home.resolve("log");
        var builder = new ProcessBuilder("/bin/sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PATH", PATH);
        var nginx = new RunningNginx(builder.start(), port, log);
        await("nginx answers, its log is " + log)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> nginx.isHealthy());
        return nginx;
    }

    RawHttp client() {
        return client("127.0.0.1");
    }

    RawHttp client(String address) {
        return new RawHttp(new InetSocketAddress(address, port));
    }

    /** What it wrote to its error log. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as the kubelet does, with the image's stop signal, and says how it ended. */
    int quit() throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + process.pid())
                .start()
                .waitFor();
        return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean isHealthy() {
        return client().get("anything", "/healthz").status() == 200;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
