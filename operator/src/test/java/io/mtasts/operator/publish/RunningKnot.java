package io.mtasts.operator.publish;

import static org.awaitility.Awaitility.await;

import io.mtasts.observe.net.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Knot DNS on loopback that takes updates by the lines of docs/publishing.md. */
final class RunningKnot implements AutoCloseable {
    /** Where distributions put it, which is not in the path of every user. */
    private static final String PATH = System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path home;
    private final int port;

    private RunningKnot(Process process, Path home, int port) {
        this.process = process;
        this.home = home;
        this.port = port;
    }

    static boolean isInstalled() {
        return Arrays.stream(PATH.split(":"))
                .map(Path::of)
                .anyMatch(directory -> Files.isExecutable(directory.resolve("knotd"))
                        && Files.isExecutable(directory.resolve("knotc")));
    }

    /**
     * Starts it as the primary of example.com and waits until it answers.
     *
     * @param acl as the manual of the project has it, for a key called mta-sts
     */
    static RunningKnot start(Path home, String secret, String acl, String zone) throws IOException {
        int port = freePort();
        Files.writeString(home.resolve("example.com.zone"), zone);
        Files.writeString(home.resolve("knot.conf"), """
            server:
              listen: 127.0.0.1@%d
              rundir: %s
            control:
              listen: %s/knot.sock
            database:
              storage: %s
            log:
              - target: stderr
                any: info
            key:
              - id: mta-sts
                algorithm: hmac-sha256
                secret: %s
              - id: other
                algorithm: hmac-sha256
                secret: %s
            %s
            zone:
              - domain: example.com
                storage: %s
                file: example.com.zone
                zonefile-sync: -1
                acl: mta-sts
            """.formatted(port, home, home, home, secret, secret, acl, home));
        var builder = new ProcessBuilder(
                        "knotd", "-c", home.resolve("knot.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile());
        builder.environment().put("PATH", PATH);
        var knot = new RunningKnot(start(builder), home, port);
        await("Knot answers, its log is " + home.resolve("log"))
                .atMost(PATIENCE)
                .until(() -> knot.control("status").contains("Running"));
        return knot;
    }

    HostPort address() {
        return new HostPort("127.0.0.1", port);
    }

    /** The records of the zone, a line each, as its own tool shows them. */
    List<String> zone() throws IOException, InterruptedException {
        return control("zone-read", "example.com")
                .lines()
                .map(line -> line.replaceFirst("^\\[example.com.\\] ", ""))
                .sorted()
                .toList();
    }

    private String control(String... arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(List.of("knotc", "-s", home.resolve("knot.sock").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", PATH);
        var run = start(builder);
        var text = new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return text;
    }

    /** The path in which a program is looked for is this process's own, and not the one that it is given. */
    private static Process start(ProcessBuilder builder) throws IOException {
        var program = Arrays.stream(PATH.split(":"))
                .map(directory -> Path.of(directory, builder.command().getFirst()))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        var command = new ArrayList<>(builder.command());
        command.set(0, program.toString());
        return builder.command(command).start();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
