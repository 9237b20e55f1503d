package io.mtasts.operator.cluster;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The chart of this tree, as Helm installs it. */
final class Release {
    static final String NAME = "mta-sts-operator";
    static final String NAMESPACE = "mta-sts-system";
    private static final Path CHART =
            Path.of("..", "helm", "mta-sts-operator").toAbsolutePath().normalize();
    private static final int SECONDS = 120;

    private final Path kubeconfig;
    private final Path values;

    Release(String kubeconfig, String values) {
        try {
            this.kubeconfig = Files.writeString(Path.of("target", "cluster-kubeconfig"), kubeconfig);
            this.values = Files.writeString(Path.of("target", "cluster-values.yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code helm install --wait}; what it prints. */
    String install() {
        return new Helm(CHART)
                .install()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .withValuesFile(values)
                .waitReady()
                .withTimeout(SECONDS)
                .withKubeConfig(kubeconfig)
                .call()
                .getOutput();
    }

    /** {@code helm upgrade --wait --set KEY=VALUE}. */
    String upgrade(String key, Object value) {
        return new Helm(CHART)
                .upgrade()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .withValuesFile(values)
                .set(key, value)
                .waitReady()
                .withTimeout(SECONDS)
                .withKubeConfig(kubeconfig)
                .call()
                .getOutput();
    }

    /** {@code helm test}. */
    String test() {
        return Helm.test(NAME)
                .withNamespace(NAMESPACE)
                .withTimeout(SECONDS)
                .withKubeConfig(kubeconfig)
                .call()
                .getOutput();
    }

    /** {@code helm uninstall}. */
    String uninstall() {
        return Helm.uninstall(NAME)
                .withNamespace(NAMESPACE)
                .withKubeConfig(kubeconfig)
                .call();
    }
}
