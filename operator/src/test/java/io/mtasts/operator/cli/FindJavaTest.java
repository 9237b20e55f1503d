package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/find-java.sh}, on a machine whose own Javas it takes for too old: the {@code java} that a shell finds first often is, with a
 * newer one beside it.
 */
class FindJavaTest {
    private static final int NEWER_THAN_THERE_IS = 1025;

    @TempDir
    private Path directory;

    private record Ended(int exit, String out, String err) {}

    @Test
    void javaHomeComesFirstWhenItIsNewEnough() throws Exception {
        var home = java("home", "1026-ea");
        java("user/.jdks/a", "1025.0.3");

        assertThat(findJava(home).out()).isEqualTo(home.resolve("bin/java") + "\n");
    }

    @Test
    void anOldJavaIsPassedOver() throws Exception {
        var old = java("home", "17.0.15");
        java("user/.jdks/a", "1.8.0_452");
        var fit = java("user/.sdkman/candidates/java/b", "1025.0.3");

        assertThat(findJava(old)).isEqualTo(new Ended(0, fit.resolve("bin/java") + "\n", ""));
    }

    @Test
    void noJavaIsNewEnough() throws Exception {
        Files.createDirectories(directory.resolve("user/.jdks/empty"));
        java("user/.jdks/odd", "?");

        assertThat(findJava(directory.resolve("gone")))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "mta-sts-operator needs Java 25 or newer and found none: install one, for example Temurin 25,"
                                + " or set JAVA_HOME to it.\n"));
    }

    private Ended findJava(Path javaHome) throws IOException, InterruptedException {
        var script = Files.readString(Path.of("../bin/find-java.sh"));
        var strict = script.replaceFirst(Pattern.quote("-ge 25 "), "-ge " + NEWER_THAN_THERE_IS + " ");
        assertThat(strict).isNotEqualTo(script);
        var copy = Files.writeString(directory.resolve("find-java.sh"), strict);
        Files.createDirectories(directory.resolve("user"));
        var out = directory.resolve("out");
        var err = directory.resolve("err");
        var builder = new ProcessBuilder("sh", "-euc", ". \"$0\"; find_java mta-sts-operator", copy.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("HOME", directory.resolve("user").toString());
        int exit = builder.start().waitFor();
        return new Ended(exit, text(out), text(err));
    }

    private Path java(String name, String version) throws IOException {
        var home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        assertThat(Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        return home;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
