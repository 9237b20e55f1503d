package io.mtasts.operator.cluster;

import static io.mtasts.operator.cluster.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a user has before the operator is installed: a cluster with cert-manager, and outside of it name server and mail servers of a
 * domain, here in pods of their own.
 */
final class Surroundings {
    private final Story story;
    private final Node node;
    private final KubernetesClient client;
    private final Outside outside;
    private final Visitor visitor;

    private Surroundings(Story story, Node node) {
        this.story = story;
        this.node = node;
        this.client = node.client();
        this.outside = new Outside(client);
        certManager();
        var root = root();
        namespaces();
        trust(root);
        world();
        this.visitor = new Visitor(text(root.get("tls.crt")), node.httpsPort());
    }

    /** Puts all of it into an empty cluster. */
    static Surroundings in(Node node, Story story) {
        return new Surroundings(story, node);
    }

    Outside outside() {
        return outside;
    }

    Visitor visitor() {
        return visitor;
    }

    private void certManager() {
        var local = System.getenv("CLUSTER_MANIFESTS");
        if (local == null) {
            node.kubectl(
                    "apply",
                    "--server-side",
                    "-f",
                    "https://github.com/cert-manager/cert-manager/releases/download/v1.21.2/cert-manager.yaml");
        } else {
            node.apply(Manifests.read(Path.of(local, "cert-manager.yaml")));
        }
        node.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
        // Where there is a webhook it has to be up before it lets an issuer pass.
        soon(() -> node.apply(Manifests.ours("issuer.yaml")));
    }

    /** The Secret of the authority, once cert-manager has made it. */
    private Map<String, String> root() {
        var secret = client.secrets().inNamespace("cert-manager").withName("root");
        soon(() -> assertThat(secret.get()).isNotNull());
        story.tell("cert-manager issues certificates");
        return secret.get().getData();
    }

    private void namespaces() {
        for (var namespace : List.of(Outside.NAMESPACE, Release.NAMESPACE, "mail")) {
            node.kubectl("create", "namespace", namespace);
        }
        node.kubectl("label", "namespace", Release.NAMESPACE, "mail", "pod-security.kubernetes.io/enforce=restricted");
    }

    /** The mail servers have certificates of the authority, and the operator trusts it. */
    private void trust(Map<String, String> root) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("root")
                        .withNamespace(Outside.NAMESPACE)
                        .endMetadata()
                        .withData(Map.of("tls.crt", root.get("tls.crt"), "tls.key", root.get("tls.key")))
                        .build())
                .create();
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("roots")
                        .withNamespace(Release.NAMESPACE)
                        .endMetadata()
                        .addToData("ca.crt", text(root.get("tls.crt")))
                        .build())
                .create();
    }

    private void world() {
        node.apply(Manifests.ours("outside.yaml"));
        node.kubectl("wait", "--for=condition=Ready", "pods", "--all", "-n", Outside.NAMESPACE, "--timeout=60s");
        outside.zone("example.com", """
            @ IN MX 10 mx1
            @ IN MX 20 mx2
            mx1 IN A 10.43.0.25
            mx2 IN A 10.43.0.26
            """);
        story.tell("name server and mail servers answer");
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
