package io.mtasts.lab.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;

/** The files of a run, in a directory of its own: gone at the end, but for the logs of a run that failed. */
public record Belongings(Path directory) {
    /** With which the operator and a person find the cluster. */
    public Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    /** The authority that all of the lab is certified by. */
    public Path rootCertificate() {
        return directory.resolve("ca.pem");
    }

    /** What the operator prints. */
    public Path operatorLog() {
        return directory.resolve("operator.log");
    }

    /** For a person who wonders what went wrong. */
    public String lastLinesOfOperator() {
        if (!Files.exists(operatorLog())) {
            return "(the operator was not started)";
        }
        try {
            var lines = Files.readAllLines(operatorLog());
            return lines.isEmpty()
                    ? "(it is empty)"
                    : String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(it cannot be read: %s)".formatted(e.getMessage());
        }
    }

    /** All of it. */
    public void delete() {
        delete(file -> true);
    }

    /** All but the logs. */
    public void keepLogs() {
        delete(file -> !file.equals(directory) && !file.toString().endsWith(".log"));
    }

    private void delete(Predicate<Path> which) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file :
                    files.filter(which).sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
