package io.mtasts.lab.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs kubectl against the lab, as a person would. */
public final class Kubectl {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path program;
    private final Path kubeconfig;

    Kubectl(Path program, Path kubeconfig) {
        this.program = program;
        this.kubeconfig = kubeconfig;
    }

    /** What a run of kubectl printed, and its exit code. */
    public record Run(int exitCode, String stdout, String stderr) {}

    /** Runs kubectl with these arguments, for at most a minute. */
    public Run run(String... arguments) {
        return runWithInput("", arguments);
    }

    /** Runs kubectl with these arguments and this text as its standard input, as for {@code apply -f -}. */
    public Run runWithInput(String stdin, String... arguments) {
        var command = new ArrayList<>(List.of(program.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).start();
            var stdout = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            var stderr = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (var in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("kubectl %s did not end within %d seconds"
                        .formatted(String.join(" ", arguments), LIMIT.toSeconds()));
            }
            return new Run(process.exitValue(), stdout.join(), stderr.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while kubectl ran", e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
