package io.mtasts.lab.cluster;

import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes sure that kube-apiserver, etcd and kubectl are on this machine: as they are, else from the first source that can
 * give them. Other threads and other JVMs that ask meanwhile wait and find them done.
 */
public final class Provisioning {
    private final Path directory;
    private final List<Source> sources;
    private final PrintStream progress;

    /** Where the three programs can come from. */
    interface Source {
        /**
         * Puts kube-apiserver, etcd and kubectl into the empty directory.
         *
         * @return why that is not possible here, in words that can follow "because"; empty when done
         */
        Optional<String> fill(Path empty, PrintStream progress);
    }

    Provisioning(Path kubeApiTest, List<Source> sources, PrintStream progress) {
        var os = new OSInfo();
        this.directory =
                kubeApiTest.resolve("k8s", "%s-%s-%s".formatted(KubeBinaries.VERSION, os.getOSName(), os.getOSArch()));
        this.sources = List.copyOf(sources);
        this.progress = progress;
    }

    /** Looks in {@code ~/.kubeapitest}, then tries kube-api-test's download, then builds {@code testenv/} with Go. */
    public static Provisioning ofThisMachine() {
        return new Provisioning(
                Path.of(System.getProperty("user.home"), ".kubeapitest"),
                List.of(new Download(), GoBuild.ofThisMachine()),
                System.err);
    }

    /**
     * The programs.
     *
     * @throws IllegalStateException with one sentence that says what to install, when there is no way to get them
     */
    public KubeBinaries provide() {
        var binaries = new KubeBinaries(directory);
        if (binaries.complete()) {
            return binaries;
        }
        // A file lock keeps other JVMs out, and only those: within one it fails instead of waiting.
        synchronized (Provisioning.class) {
            try {
                Files.createDirectories(directory.getParent());
                var lock = directory.resolveSibling(directory.getFileName() + ".lock");
                try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        var held = channel.lock()) {
                    if (held.isValid() && !binaries.complete()) {
                        fetch();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return binaries;
    }

    private void fetch() throws IOException {
        var refusals = new ArrayList<String>();
        for (var source : sources) {
            var fresh = directory.resolveSibling(directory.getFileName() + ".tmp");
            Directories.delete(fresh);
            Files.createDirectories(fresh);
            var refusal = source.fill(fresh, progress);
            if (refusal.isEmpty()) {
                Directories.delete(directory);
                Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            refusals.add(refusal.get());
            Directories.delete(fresh);
        }
        throw new IllegalStateException("The tests need kube-apiserver, etcd and kubectl %s in %s: %s."
                .formatted(KubeBinaries.VERSION, directory, String.join("; ", refusals)));
    }
}
