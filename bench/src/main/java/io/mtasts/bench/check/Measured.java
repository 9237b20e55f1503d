package io.mtasts.bench.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param seconds from its start to its end, by the clock on the wall
 * @param cpuSeconds time of processors that it had
 * @param peakMebibytes the most memory that it had at once
 */
record Measured(int exit, double seconds, double cpuSeconds, long peakMebibytes) {
    private static final long POLL_MILLIS = 20;

    /** Runs it; what it prints goes into the two files. Linux tells its memory and time as long as it runs. */
    static Measured run(List<String> command, Map<String, String> environment, Path out, Path err) {
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        try {
            var process = builder.start();
            var stop = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(stop);
            long peak = 0;
            double cpu = 0;
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakKibibytes(process));
                cpu = Math.max(cpu, cpuSeconds(process.toHandle()));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Runtime.getRuntime().removeShutdownHook(stop);
            return new Measured(process.exitValue(), seconds, cpu, peak / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program ran", e);
        }
    }

    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    private static long peakKibibytes(Process process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }
}
