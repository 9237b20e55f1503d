package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command loads what it needs, with the options of {@code bin/mta-sts-operator}. */
class LightStartTest {
    @TempDir
    private Path directory;

    @Test
    void lintLoadsNeitherKubernetesNorALogger() throws IOException, InterruptedException {
        var ended = run("lint", "record", "v=STSv1; id=1;", "--output", "json");

        assertThat(ended).isEqualTo("{\"valid\":true,\"value\":{\"id\":\"1\"},\"findings\":[],\"mx\":[]}\n");
        assertThat(Files.readAllLines(directory.resolve("loaded")))
                .anyMatch(line -> line.contains("io.mtasts.policy.StsRecordParser"))
                .noneMatch(line -> line.contains(" io.fabric8.kubernetes"))
                .noneMatch(line -> line.contains(" ch.qos.logback"))
                .noneMatch(line -> line.contains(" org.slf4j"))
                .noneMatch(line -> line.contains(" org.xbill"));
    }

    @Test
    void lintReportLoadsWhatReadsMailsOnlyForMails() throws IOException, InterruptedException {
        var json = """
            {"organization-name":"Ferry","date-range":{"start-datetime":"2026-11-29T00:00:00Z",\
            "end-datetime":"2026-11-29T23:59:59Z"},"contact-info":"a","report-id":"1","policies":[]}\
            """;
        var plain = Files.writeString(directory.resolve("r.json"), json);
        var compressed = directory.resolve("r.json.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        var mail = Files.writeString(
                directory.resolve("r.eml"), "From: a@ferry.example\nContent-Type: application/tlsrpt+json\n\n" + json);

        run("lint", "report", plain.toString(), compressed.toString());
        assertThat(Files.readAllLines(directory.resolve("loaded")))
                .anyMatch(line -> line.contains("io.mtasts.reports.file.ReportFiles"))
                .noneMatch(line -> line.contains(" org.apache.james"))
                .noneMatch(line -> line.contains(" io.fabric8.kubernetes"))
                .noneMatch(line -> line.contains(" com.fasterxml.jackson.databind"))
                .noneMatch(line -> line.contains(" ch.qos.logback"))
                .noneMatch(line -> line.contains(" org.slf4j"));
        run("lint", "report", mail.toString());
        assertThat(Files.readAllLines(directory.resolve("loaded")))
                .anyMatch(line -> line.contains(" org.apache.james"))
                .noneMatch(line -> line.contains(" ch.qos.logback"));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(
                java,
                "@../bin/jvm.options",
                "-Xlog:class+load:file=" + directory.resolve("loaded"),
                "-cp",
                classPath(),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var output = directory.resolve("out");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        var said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(exit).as(said).isZero();
        return said;
    }

    /** Without the classes of tests. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .toList());
    }
}
