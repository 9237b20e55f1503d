package io.mtasts.bench.domains;

import io.mtasts.lab.stage.RunFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What a process weighs on the machine. */
final class Weight {
    private Weight() {}

    /** The operator: the largest process that runs its jar, since what started it may stay beside it. */
    static ProcessHandle operator() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("mta-sts-operator.jar run"))
                        .isPresent())
                .max(Comparator.comparingLong(Weight::residentMebibytes))
                .orElseThrow(() -> new RunFailed("The operator does not run."));
    }

    /** The resident memory of a process: its own pages, and those of files, which others may share and the kernel may take away. */
    static String memory(ProcessHandle process) {
        var status = status(process);
        return "%d MiB resident, of which %d MiB of files; %d MiB at most"
                .formatted(mebibytes(status, "VmRSS"), mebibytes(status, "RssFile"), mebibytes(status, "VmHWM"));
    }

    private static long residentMebibytes(ProcessHandle process) {
        return mebibytes(status(process), "VmRSS");
    }

    private static List<String> status(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long mebibytes(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Time of processors that a process has had since it began. */
    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }
}
