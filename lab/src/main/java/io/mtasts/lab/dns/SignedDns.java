package io.mtasts.lab.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Zones that a real Knot has signed and serves, behind a real Unbound that validates, where this machine has both programs, or the folder
 * that {@code -Dlab.programs} names: {@code bench/real-dane} fetches them. On loopback.
 */
public final class SignedDns implements AutoCloseable {
    private static final String HOME = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Process> running = new ArrayList<>();
    private final Path directory;
    private final int knot;
    private final int unbound;

    private SignedDns(Path directory) throws IOException {
        this.directory = directory;
        this.knot = freePort();
        this.unbound = freePort();
    }

    /** Are both programs here? */
    public static boolean isHere() {
        return program("knotd").isPresent() && program("unbound").isPresent();
    }

    /**
     * Signs and serves.
     *
     * @param directory for files; empty
     * @param zones what a master file says of each, without SOA and NS records
     * @param unsigned those of them that are served as they are
     * @param broken those of which a TLSA record is changed after it was signed
     */
    public static SignedDns start(Path directory, Map<String, String> zones, Set<String> unsigned, Set<String> broken) {
        try {
            var dns = new SignedDns(directory);
            try {
                dns.serve(zones, unsigned, broken);
                return dns;
            } catch (IOException | RuntimeException e) {
                dns.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resolver that validates. */
    public InetSocketAddress resolver() {
        return new InetSocketAddress(InetAddress.ofLiteral(HOME), unbound);
    }

    /** Of the authoritative name server of every zone. */
    public int port() {
        return knot;
    }

    private void serve(Map<String, String> zones, Set<String> unsigned, Set<String> broken) throws IOException {
        for (var zone : zones.entrySet()) {
            Files.writeString(file(zone.getKey()), """
                $ORIGIN %s.
                $TTL 300
                @ SOA ns hostmaster 1 3600 600 86400 60
                @ NS ns
                ns A %s
                %s
                """.formatted(zone.getKey(), HOME, zone.getValue()));
        }
        var signed =
                zones.keySet().stream().filter(zone -> !unsigned.contains(zone)).toList();
        var signer = start("knotd", "-c", knotConfiguration("sign", signed, true));
        until(signer, () -> signed.stream().allMatch(zone -> text(zone).contains("RRSIG")));
        stop(signer);
        for (var zone : broken) {
            Files.writeString(file(zone), text(zone).replaceAll("(?m)(\\tTLSA\\t3 1 1 )[0-9A-F]{8}", "$1DEADBEEF"));
        }
        var server = start("knotd", "-c", knotConfiguration("serve", List.copyOf(zones.keySet()), false));
        until(server, () -> listens(knot));
        var resolver = start("unbound", "-d", "-p", "-c", unboundConfiguration(zones.keySet(), signed));
        until(resolver, () -> listens(unbound));
    }

    private String knotConfiguration(String name, List<String> zones, boolean signing) throws IOException {
        var storage = Files.createDirectories(directory.resolve(name));
        var text = """
            server:
              rundir: %s
              listen: %s@%d
            database:
              storage: %s
            """.formatted(storage, HOME, knot, storage)
                + zones.stream()
                        .map(zone -> """
                              - domain: %s
                                storage: %s
                                file: %s
                                dnssec-signing: %s
                                zonefile-sync: %d
                                journal-content: none
                            """.formatted(zone, directory, zone, signing ? "on" : "off", signing ? 0 : -1))
                        .collect(Collectors.joining("", "zone:\n", ""));
        return Files.writeString(directory.resolve(name + ".conf"), text).toString();
    }

    private String unboundConfiguration(Set<String> zones, List<String> signed) throws IOException {
        var anchors = signed.stream()
                .flatMap(zone -> text(zone).lines().filter(line -> line.contains("\tDNSKEY\t257 ")))
                .map(line -> "  trust-anchor: \"%s\"\n".formatted(line.replaceAll("\\s+", " ")))
                .collect(Collectors.joining());
        var stubs = zones.stream()
                .map(zone -> "stub-zone:\n  name: %s.\n  stub-addr: %s@%d\n".formatted(zone, HOME, knot))
                .collect(Collectors.joining());
        var text = """
            server:
              interface: %s@%d
              port: %d
              do-daemonize: no
              chroot: ""
              username: ""
              directory: "%s"
              pidfile: ""
              use-syslog: no
              do-not-query-localhost: no
              module-config: "validator iterator"
              local-zone: "test." nodefault
              ede: yes
            %sremote-control:
              control-enable: no
            %s\
            """.formatted(HOME, unbound, unbound, directory, anchors, stubs);
        return Files.writeString(directory.resolve("unbound.conf"), text).toString();
    }

    private Process start(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(program(program).orElseThrow().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(program + ".log").toFile());
        libraries().ifPresent(folder -> builder.environment().put("LD_LIBRARY_PATH", folder.toString()));
        var process = builder.start();
        running.add(process);
        return process;
    }

    private void until(Process process, BooleanSupplier done) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                var log = new StringBuilder();
                for (var name : List.of("knotd.log", "unbound.log")) {
                    var file = directory.resolve(name);
                    log.append(Files.exists(file) ? Files.readString(file) : "");
                }
                throw new IOException("a name server did not come up: " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private Path file(String zone) {
        return directory.resolve(zone);
    }

    private String text(String zone) {
        try {
            return Files.readString(file(zone));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.ofLiteral(HOME), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOME))) {
            return socket.getLocalPort();
        }
    }

    private static Optional<Path> programs() {
        return Optional.ofNullable(System.getProperty("lab.programs")).map(Path::of);
    }

    private static Optional<Path> libraries() {
        return programs().flatMap(root -> {
            try (var folders = Files.list(root.resolve("usr/lib"))) {
                return folders.filter(folder -> folder.toString().endsWith("-linux-gnu"))
                        .findFirst();
            } catch (IOException none) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Path> program(String name) {
        var ours = programs().stream().flatMap(root -> Stream.of(root.resolve("usr/sbin"), root.resolve("usr/bin")));
        var path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1), new String[] {"/usr/sbin"})
                .flatMap(Stream::of)
                .map(Path::of);
        return Stream.concat(ours, path)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void stop(Process process) {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        running.forEach(SignedDns::stop);
    }
}
