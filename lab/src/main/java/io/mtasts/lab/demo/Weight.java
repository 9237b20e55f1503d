package io.mtasts.lab.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/** What a process weighs on the machine. */
final class Weight {
    private Weight() {}

    /** The operator: the largest Java process that runs its jar. */
    static ProcessHandle operator() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("mta-sts-operator.jar run")
                                || line.contains("io.mtasts.operator.cli.Main run"))
                        .isPresent())
                .max(Comparator.comparingLong(Weight::residentMebibytes))
                .orElseThrow(() -> new DemoFailed("The operator does not run."));
    }

    /** Resident memory of a process. */
    static long residentMebibytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Time of processors that a process has had since it began. */
    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }
}
