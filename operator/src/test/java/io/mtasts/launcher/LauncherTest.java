package io.mtasts.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final List<String> LINT = List.of("lint", "record", "v=STSv1; id=1;", "--output", "json");

    @TempDir
    private Path directory;

    @Test
    void javaHomeComesFirstWhenItIsNewEnough() throws IOException {
        var home = java("home", "26-ea");
        java("user/.jdks/a", "25.0.3");

        assertThat(homes(Map.of("JAVA_HOME", home.toString())).first(25)).contains(home.resolve("bin/java"));
    }

    @Test
    void anOldJavaIsPassedOver() throws IOException {
        var old = java("home", "17.0.15");
        java("user/.jdks/a", "1.8.0_452");
        var fit = java("user/.sdkman/candidates/java/b", "1025.0.3");

        assertThat(homes(Map.of("JAVA_HOME", old.toString())).first(1025)).contains(fit.resolve("bin/java"));
    }

    @Test
    void noJavaIsNewEnough() throws IOException {
        Files.createDirectories(directory.resolve("user/.jdks/empty"));
        Files.writeString(
                Files.createDirectories(directory.resolve("user/.jdks/odd")).resolve("release"), "JAVA_VERSION=\"?\"");

        assertThat(homes(Map.of("JAVA_HOME", directory.resolve("gone").toString()))
                        .first(1025))
                .isEmpty();
    }

    /** Two languages, one search: they must not drift apart. */
    @Test
    void theShellLauncherSearchesInTheSamePlaces() throws IOException {
        var scripts =
                Files.readString(Path.of("../bin/mta-sts-operator")) + Files.readString(Path.of("../bin/find-java.sh"));

        assertThat(scripts).contains(JavaHomes.PLACES);
        assertThat(scripts).contains("-ge " + Launcher.JAVA);
    }

    @Test
    void lintLoadsNeitherKubernetesNorALogger() throws IOException, InterruptedException {
        var ended = launch(List.of("-Xlog:class+load:file=" + directory.resolve("loaded")));

        assertThat(ended).isEqualTo("{\"valid\":true,\"value\":{\"id\":\"1\"},\"findings\":[],\"mx\":[]}\n");
        assertThat(Files.readAllLines(directory.resolve("loaded")))
                .anyMatch(line -> line.contains("io.mtasts.policy.StsRecordParser"))
                .noneMatch(line -> line.contains(" io.fabric8.kubernetes"))
                .noneMatch(line -> line.contains(" ch.qos.logback"))
                .noneMatch(line -> line.contains(" org.slf4j"))
                .noneMatch(line -> line.contains(" org.xbill"));
    }

    private JavaHomes homes(Map<String, String> environment) {
        return new JavaHomes(environment, directory.resolve("user"));
    }

    private Path java(String name, String version) throws IOException {
        var home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        assertThat(Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        return home;
    }

    private String launch(List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Launcher.jvmOptions());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), Launcher.class.getName()));
        command.addAll(LINT);
        var output = directory.resolve("out").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        int exit = process.waitFor();
        var said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(exit).as(said).isZero();
        return said;
    }

    /** Without the classes of tests, and as absolute paths. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .toList());
    }
}
