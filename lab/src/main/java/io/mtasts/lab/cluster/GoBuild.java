package io.mtasts.lab.cluster;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the programs from {@code testenv/go.mod}, for machines that reach a Go module proxy but no download. */
final class GoBuild implements Provisioning.Source {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final List<Path> searchPath;
    private final Path workingDirectory;

    /**
     * @param searchPath directories that may hold {@code go}, the first that does is used
     * @param workingDirectory it, or a directory above it, holds {@code testenv/go.mod}
     */
    GoBuild(List<Path> searchPath, Path workingDirectory) {
        this.searchPath = List.copyOf(searchPath);
        this.workingDirectory = workingDirectory;
    }

    static GoBuild ofThisMachine() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator);
        return new GoBuild(
                Stream.concat(Arrays.stream(path), Stream.of("/usr/local/go/bin"))
                        .filter(directory -> !directory.isEmpty())
                        .map(Path::of)
                        .toList(),
                Path.of("").toAbsolutePath());
    }

    @Override
    public Optional<String> fill(Path empty, PrintStream progress) {
        var go = searchPath.stream()
                .map(directory -> directory.resolve("go"))
                .filter(Files::isExecutable)
                .findFirst();
        if (go.isEmpty()) {
            return Optional.of(
                    "Go is not installed here to build them: install Go 1.26 or newer and put it on the PATH,"
                            + " or give this machine a way to that download, then start again");
        }
        var module = testenv();
        if (module.isEmpty()) {
            return Optional.of("testenv/go.mod, from which Go could build them, is neither in %s nor above it"
                    .formatted(workingDirectory));
        }
        progress.printf("building kube-apiserver, etcd and kubectl %s once, about 5 minutes …%n", KubeBinaries.VERSION);
        var log = empty.resolveSibling(empty.getFileName() + ".log");
        try (var build = ChildProcess.start(command(go.get(), empty), module.get(), Map.of("CGO_ENABLED", "0"), log)) {
            if (!build.endsWithin(LIMIT)) {
                return Optional.of(
                        "building them in %s took longer than %d minutes".formatted(module.get(), LIMIT.toMinutes()));
            }
            if (build.exitCode() != 0) {
                return Optional.of("building them in %s failed:%n%s".formatted(module.get(), build.lastWords()));
            }
        }
        finish(empty, log);
        progress.println("… built");
        return Optional.empty();
    }

    private Optional<Path> testenv() {
        return Stream.iterate(workingDirectory, directory -> directory != null, Path::getParent)
                .map(directory -> directory.resolve("testenv"))
                .filter(directory -> Files.exists(directory.resolve("go.mod")))
                .findFirst();
    }

    private static List<String> command(Path go, Path output) {
        var version = "k8s.io/component-base/version";
        return List.of(
                go.toString(),
                "build",
                "-trimpath",
                "-buildvcs=false",
                "-ldflags",
                "-s -w -X %1$s.gitVersion=v%2$s -X %1$s.gitMajor=1 -X %1$s.gitMinor=%3$s -X %1$s.gitTreeState=clean"
                        .formatted(version, KubeBinaries.VERSION, KubeBinaries.MINOR),
                "-o",
                output + File.separator,
                "tool");
    }

    private static void finish(Path output, Path log) {
        try {
            Files.move(output.resolve("server"), output.resolve("etcd")); // Go names it after its package
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
