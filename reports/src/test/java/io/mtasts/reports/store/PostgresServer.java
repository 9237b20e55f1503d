package io.mtasts.reports.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server on loopback, with the programs of this machine. It refuses to run as root: then it is "nobody" who runs it. */
final class PostgresServer implements AutoCloseable {
    static final String PASSWORD = "open sesame";

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path programs;
    private final Path data;
    private final int port;
    private Process server;

    private PostgresServer(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** Skips the test where there is none. */
    static PostgresServer start(Path directory) throws IOException, InterruptedException {
        var programs = programs();
        assumeTrue(
                programs.isPresent(),
                "initdb and postgres are not installed (Debian: postgresql), so nothing is tried with PostgreSQL");
        var home = Files.createTempDirectory(directory, "postgres");
        if (root()) {
            finish(new ProcessBuilder("chown", "nobody", home.toString()));
            passable(home);
        }
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var password = Files.writeString(home.resolve("password"), PASSWORD);
        var server = new PostgresServer(programs.get(), home.resolve("data"), port);
        finish(server.asUser(
                "initdb",
                "-D",
                server.data.toString(),
                "-U",
                "reports",
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"));
        server.run();
        return server;
    }

    /** Starts it, or starts it again. */
    void run() throws IOException {
        server = asUser(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        String.valueOf(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=60")
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling("log").toFile())
                .start();
        await().atMost(LONGEST).until(this::answers);
    }

    /** As when the machine fails: every backend goes at once, and what was not committed with it. */
    void kill() throws IOException, InterruptedException {
        stop("immediate");
    }

    StoreAddress address() {
        return StoreAddress.of(url(), Optional.of("reports"), Optional.of(PASSWORD));
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    @Override
    public void close() {
        try {
            stop("fast");
        } catch (IOException e) {
            server.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.destroyForcibly();
        }
    }

    private void stop(String how) throws IOException, InterruptedException {
        if (server.isAlive()) {
            finish(asUser("pg_ctl", "stop", "-D", data.toString(), "-m", how, "-t", "30"));
            server.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private boolean answers() {
        if (!server.isAlive()) {
            throw new IllegalStateException("postgres has ended: see " + data.resolveSibling("log"));
        }
        try (var connection = DriverManager.getConnection(url(), "reports", PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private ProcessBuilder asUser(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        var process = new ProcessBuilder(command).directory(data.getParent().toFile());
        process.environment().put("LC_ALL", "C");
        return process;
    }

    private static void finish(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(builder.command() + ": " + said);
        }
    }

    /** JUnit's folders are for their owner only; somebody else has to get through. */
    private static void passable(Path home) throws IOException {
        for (var folder = home.getParent();
                folder != null && Files.getOwner(folder).getName().equals("root");
                folder = folder.getParent()) {
            var rights = Files.getPosixFilePermissions(folder);
            if (rights.addAll(PosixFilePermissions.fromString("--x--x--x"))) {
                Files.setPosixFilePermissions(folder, rights);
            }
        }
    }

    private static boolean root() {
        return System.getProperty("user.name", "").equals("root");
    }

    /** On the PATH, or where Debian has them. */
    private static Optional<Path> programs() throws IOException {
        var debian = Path.of("/usr/lib/postgresql");
        var folders = new ArrayList<Path>();
        if (Files.isDirectory(debian)) {
            try (var versions = Files.list(debian)) {
                versions.sorted().map(version -> version.resolve("bin")).forEach(folders::addFirst);
            }
        }
        return Stream.concat(
                        folders.stream(),
                        Arrays.stream(System.getenv("PATH").split(":", -1))
                                .filter(entry -> !entry.isEmpty())
                                .map(Path::of))
                .filter(folder -> Stream.of("initdb", "postgres", "pg_ctl")
                        .allMatch(name -> Files.isExecutable(folder.resolve(name))))
                .findFirst();
    }
}
