package io.mtasts.operator.chart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own programs, where this machine has them. */
final class PrometheusTools {
    private PrometheusTools() {}

    /** Skips the test, and says so, where they are missing. */
    static void need() {
        assumeTrue(
                onPath("promtool") && onPath("prometheus"),
                "prometheus and promtool are not on the PATH (Debian's package prometheus has both), so Prometheus"
                        + " itself is not asked");
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(Path::of)
                .anyMatch(directory -> Files.isExecutable(directory.resolve(program)));
    }

    /** How a promtool ended. */
    record Said(int exit, String text) {}

    static Said promtool(Path directory, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        var output = directory.resolve("promtool.out");
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end");
        }
        return new Said(process.exitValue(), Files.readString(output));
    }
}
