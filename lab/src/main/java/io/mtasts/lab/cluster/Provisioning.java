package io.mtasts.lab.cluster;

import io.fabric8.kubeapitest.binary.OSInfo;
import java.nio.file.Path;

/** Makes sure that kube-apiserver, etcd and kubectl are on this machine. */
public final class Provisioning {
    private final Path home;

    private Provisioning(Path home) {
        this.home = home;
    }

    /** Looks below the user's home directory. */
    public static Provisioning ofThisMachine() {
        return new Provisioning(Path.of(System.getProperty("user.home")));
    }

    /** The programs, fetched or built first where they are missing. */
    public KubeBinaries provide() {
        var os = new OSInfo();
        var binaries = new KubeBinaries(home.resolve(".kubeapitest", "k8s")
                .resolve(KubeBinaries.VERSION + "-" + os.getOSName() + "-" + os.getOSArch()));
        if (!binaries.complete()) {
            throw new IllegalStateException("kube-apiserver, etcd and kubectl are missing in " + binaries.directory());
        }
        return binaries;
    }
}
