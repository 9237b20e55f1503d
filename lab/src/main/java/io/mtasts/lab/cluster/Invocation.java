package io.mtasts.lab.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, as a person would in a shell. */
public final class Invocation {
    private Invocation() {}

    /** What a program printed, and its exit code. */
    public record Result(int exitCode, String stdout, String stderr) {}

    /**
     * Runs a program in the working directory of this one.
     *
     * @throws IllegalStateException when it does not end within the limit; it is killed then
     */
    public static Result run(List<String> command, String stdin, Duration limit) {
        try {
            var process = new ProcessBuilder(command).start();
            var stdout = text(process.getInputStream());
            var stderr = text(process.getErrorStream());
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "%s did not end within %d seconds".formatted(String.join(" ", command), limit.toSeconds()));
            }
            return new Result(process.exitValue(), stdout.join(), stderr.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while %s ran".formatted(command.getFirst()), e);
        }
    }

    /** On a thread of its own: the common pool may have a single one, and others in this JVM wait for it. */
    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> read(stream), task -> Thread.ofPlatform().daemon().start(task));
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
