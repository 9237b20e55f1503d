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
