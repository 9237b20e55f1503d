package io.mtasts.lab.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The directory that holds the three programs of the lab's API server.
 *
 * @param directory {@code ~/.kubeapitest/k8s/<version>-<os>-<arch>}, where kube-api-test looks, too
 */
public record KubeBinaries(Path directory) {
    static final String MINOR = "36";

    /** The Kubernetes that the tests and the demo run against; {@code testenv/go.mod} builds the same. */
    public static final String VERSION = "1." + MINOR + ".3";

    public Path etcd() {
        return directory.resolve("etcd");
    }

    public Path apiServer() {
        return directory.resolve("kube-apiserver");
    }

    public Path kubectl() {
        return directory.resolve("kubectl");
    }

    /** True when all three are there and can be run. */
    public boolean complete() {
        return Stream.of(etcd(), apiServer(), kubectl()).allMatch(Files::isExecutable);
    }
}
