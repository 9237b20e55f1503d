package io.mtasts.lab.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Predicate;

/** The files of the demo, in a directory of its own: gone at the end, but for the logs of a demo that failed. */
record Belongings(Path directory) {
    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    Path rootCertificate() {
        return directory.resolve("ca.pem");
    }

    Path operatorLog() {
        return directory.resolve("operator.log");
    }

    /** For a person who wonders what went wrong. */
    String lastLinesOfOperator() {
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

    void delete() {
        delete(file -> true);
    }

    void keepLogs() {
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
