package io.mtasts.operator.story;

import io.mtasts.lab.Domain;
import io.mtasts.lab.World;
import io.mtasts.lab.stage.NetworkFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code check}, or else {@code lint} and {@code explain}, in a JVM that notes what they need and writes an AOT cache (JEP 514). What is
 * checked are domains of the lab. A cache of its own for each: at its start the JVM links all the classes of a cache, and {@code check}
 * needs three times as many.
 */
public final class CommandTraining {
    private static final int DOMAINS = 40;

    private CommandTraining() {}

    /**
     * Exits with 0 when all commands ended as they do for a user.
     *
     * @param arguments check, or a TLS report to lint; and the options of a JVM like this one up to its main class, to which a file of
     *     commands is added
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("training");
        int exit;
        try (var world = World.start()) {
            var all = new ArrayList<String>();
            all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            all.addAll(List.of(arguments).subList(1, arguments.length));
            var commands = commands(world, directory, arguments[0]);
            all.add(Files.write(directory.resolve("commands"), commands).toString());
            exit = new ProcessBuilder(all).inheritIO().start().waitFor();
        } finally {
            delete(directory);
        }
        System.exit(exit);
    }

    private static List<String> commands(World world, Path directory, String what) throws IOException {
        return (what.equals("check") ? check(world, directory) : lint(directory, what))
                .map(words -> String.join("\t", words))
                .toList();
    }

    private static Stream<List<String>> check(World world, Path directory) throws IOException {
        var domains = IntStream.range(0, DOMAINS)
                .mapToObj(number -> world.domain("d%d.test".formatted(number)).complete())
                .map(Domain::name)
                .toList();
        world.domain("uncovered.test").complete().mx(20, "mx2.uncovered.test");
        world.domain("bare.test");
        var list = Files.write(directory.resolve("domains"), domains);
        var lab = lab(world, directory);
        return Stream.of(
                with(lab, "check", "--domains", list.toString(), "--output", "json"),
                with(lab, "check", "d1.test", "uncovered.test", "bare.test"),
                with(lab, "check", "d1.test", "uncovered.test", "--output", "html"));
    }

    private static Stream<List<String>> lint(Path directory, String report) throws IOException {
        var policy = Files.writeString(
                directory.resolve("policy"), "version: STSv1\nmode: enforce\nmx: *.example.com\nmax_age: 604800\n");
        var wrong = Files.writeString(directory.resolve("wrong"), "version: STSv1\nmode: enforced\nmx: example.com.\n");
        return Stream.of(
                List.of("lint", "policy", policy.toString(), "--mx", "mx1.example.com"),
                List.of("lint", "policy", wrong.toString(), "--output", "json"),
                List.of("lint", "record", "v=STSv1; id=20261123T000000;"),
                List.of("lint", "record", "v=STSv1 id=1"),
                List.of("lint", "report", report),
                List.of("lint", "report", report, "--output", "json"),
                List.of("explain", "MXNotCovered"),
                List.of("--version"));
    }

    private static List<String> with(List<String> lab, String... words) {
        return Stream.concat(Stream.of(words), lab.stream()).toList();
    }

    private static List<String> lab(World world, Path directory) {
        return NetworkFlags.of(world, world.authority().writeRoot(directory.resolve("root.pem")));
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
