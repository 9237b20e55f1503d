package io.mtasts.operator.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A cluster of one node, with the images that were built from this tree. */
final class Node implements AutoCloseable {
    /** By {@code -Dk3s.image}. */
    static final String IMAGE = System.getProperty("k3s.image", "rancher/k3s:v1.36.3-k3s1");

    static final String OPERATOR = "mta-sts-operator:cluster-test";
    static final String LAB = "mta-sts-lab:test";

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(10);
    private static final Duration SAVE_LIMIT = Duration.ofMinutes(2);
    private static final int HTTPS = 443;

    private final K3sContainer k3s;
    private final KubernetesClient client;

    private Node(K3sContainer k3s) {
        this.k3s = k3s;
        this.client = new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** Builds the images, starts the node with them and waits until it is ready. */
    @SuppressWarnings("resource") // the node closes it
    static Node start(Story story) {
        if (!Boolean.getBoolean("images.built")) {
            story.show(
                    "./build-image --lab",
                    Command.of("./build-image", "--lab", "--tag", OPERATOR).within(BUILD_LIMIT));
        }
        var archive = Path.of("target", "cluster-images.tar").toAbsolutePath();
        Command.of("docker", "save", "-o", archive.toString(), OPERATOR, LAB).within(SAVE_LIMIT);
        var k3s = new K3sContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rancher/k3s"))
                // With its Traefik; and kubelets that look at ConfigMaps more often than once a minute.
                .withCommand("server", "--tls-san=localhost", "--kubelet-arg=sync-frequency=10s")
                .withCopyFileToContainer(
                        MountableFile.forHostPath(archive), "/var/lib/rancher/k3s/agent/images/cluster-test.tar");
        k3s.addExposedPort(HTTPS);
        k3s.start();
        story.tell("the node is ready");
        return new Node(k3s);
    }

    KubernetesClient client() {
        return client;
    }

    String kubeconfig() {
        return k3s.getKubeConfigYaml();
    }

    private Config config() {
        return new ConfigBuilder(Config.fromKubeconfig(kubeconfig()))
                .withRequestTimeout(20_000)
                .build();
    }

    /** The port of this machine that leads to Traefik's 443. */
    int httpsPort() {
        return k3s.getMappedPort(HTTPS);
    }

    /** What kubectl prints, as it is run on the node. Where it fails, that is in the exception. */
    String kubectl(String... arguments) {
        var result = tryKubectl(arguments);
        if (result.getExitCode() != 0) {
            throw new IllegalStateException(
                    "kubectl %s: %s%s".formatted(String.join(" ", arguments), result.getStdout(), result.getStderr()));
        }
        return result.getStdout();
    }

    ExecResult tryKubectl(String... arguments) {
        var words = new ArrayList<>(List.of("kubectl"));
        words.addAll(List.of(arguments));
        try {
            return k3s.execInContainer(words.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As {@code kubectl apply -f -} does. */
    String apply(String yaml) {
        var file = "/tmp/applied.yaml";
        k3s.copyFileToContainer(Transferable.of(yaml.getBytes(StandardCharsets.UTF_8)), file);
        return kubectl("apply", "--server-side", "-f", file);
    }

    @Override
    public void close() {
        client.close();
        k3s.stop();
    }
}
