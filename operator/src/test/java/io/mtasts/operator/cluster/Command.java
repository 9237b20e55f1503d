package io.mtasts.operator.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run from the root of the repository. */
record Command(List<String> words) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** False also where there is no such program. */
    boolean succeedsWithin(Duration limit) {
        try {
            return run(limit, Path.of("/dev/null")) == 0;
        } catch (UncheckedIOException notThere) {
            return false;
        }
    }

    /** Runs it to its end. Where it fails, what it printed is in the exception. */
    String within(Duration limit) {
        try {
            var output = Files.createTempFile("command", ".log");
            try {
                int exit = run(limit, output);
                var said = Files.readString(output);
                if (exit != 0) {
                    throw new IllegalStateException(
                            "%s ended with %d:%n%s".formatted(String.join(" ", words), exit, said));
                }
                return said;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(Duration limit, Path output) {
        try {
            var builder = new ProcessBuilder(words)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // A Maven in it finds this Java, and not the one that the Maven around this test runs on.
            var java = System.getProperty("java.home");
            builder.environment().put("JAVA_HOME", java);
            builder.environment().merge("PATH", java + "/bin", (path, first) -> first + ":" + path);
            var process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
