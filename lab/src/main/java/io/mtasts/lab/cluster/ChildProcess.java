package io.mtasts.lab.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that ends with this JVM, also when the JVM is killed without a chance to run its shutdown hooks: a shell
 * between the two holds the other end of a pipe and kills the program once the pipe is closed. A Ctrl-C on the terminal is
 * for this JVM alone, which then stops its programs in an order of its own.
 */
public final class ChildProcess implements AutoCloseable {
    private static final String GUARD = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        child=$!
        { cat <&3 >/dev/null; kill -9 $child; } >/dev/null 2>&1 &
        watcher=$!
        trap 'kill $child' TERM
        exec 3<&-
        wait $child
        code=$?
        while kill -0 $child 2>/dev/null; do # the trap ended the wait
            wait $child
            code=$?
        done
        kill $watcher 2>/dev/null
        exit $code
        """;

    /** So that the guard outlives a signal that is meant for this JVM's whole process group. */
    private static final String OWN_SESSION = """
        exec $(command -v setsid) "$@"
        """;

    private final Process guard;
    private final Path log;

    private ChildProcess(Process guard, Path log) {
        this.guard = guard;
        this.log = log;
    }

    /** Starts the command; what it prints goes to the end of {@code log}. */
    public static ChildProcess start(List<String> command, Path directory, Map<String, String> environment, Path log) {
        var line = new ArrayList<>(
                List.of("/bin/sh", "-c", OWN_SESSION, "lab", "/bin/sh", "-c", GUARD, command.getFirst()));
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits at most that long for the program to end by itself; true when it has. */
    boolean endsWithin(Duration limit) {
        try {
            return guard.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a program of the lab", e);
        }
    }

    /** Asks the program to end, by SIGTERM, and waits at most that long; true when it has. */
    public boolean stop(Duration limit) {
        guard.toHandle().destroy(); // destroy() of the process itself would close the pipe as well
        return endsWithin(limit);
    }

    /** Completes as soon as the program has ended, by itself or not. */
    public CompletableFuture<Void> ended() {
        return guard.onExit().thenAccept(ended -> {});
    }

    /** The exit code of a program that has ended. */
    public int exitCode() {
        return guard.exitValue();
    }

    /** The last lines that the program printed, for a message to a person. */
    String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Kills the program and waits until it is gone, so that its port is free again. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!endsWithin(Duration.ofSeconds(10))) {
                guard.descendants().forEach(ProcessHandle::destroyForcibly);
                guard.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
