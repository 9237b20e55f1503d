package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Kinds that other projects bring to a cluster, and that may come before the operator, after it, or not at all. */
public enum Crds {
    CERT_MANAGER("cert-manager.yaml"),
    GATEWAY_API("gateway-api.yaml"),
    EXTERNAL_DNS("external-dns.yaml");

    private final String file;

    Crds(String file) {
        this.file = file;
    }

    /** Installs the kinds and waits, at most half a minute, until the API server serves them. */
    public void install(KubernetesClient client) {
        var definitions = load(client);
        definitions.forEach(
                definition -> client.resource(definition).fieldManager("lab").serverSideApply());
        definitions.forEach(
                definition -> client.resource(definition).waitUntilCondition(Crds::established, 30, TimeUnit.SECONDS));
        definitions.forEach(definition -> waitUntilServed(client, definition));
    }

    /** A kind is called established a moment before discovery tells of it. */
    private static void waitUntilServed(KubernetesClient client, CustomResourceDefinition definition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!served(client, definition.getSpec())) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("The API server does not serve "
                        + definition.getMetadata().getName() + ", half a minute after it called it established");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static boolean served(KubernetesClient client, CustomResourceDefinitionSpec kind) {
        return kind.getVersions().stream()
                .filter(CustomResourceDefinitionVersion::getServed)
                .allMatch(version -> client.supports(
                        kind.getGroup() + "/" + version.getName(),
                        kind.getNames().getKind()));
    }

    /** Removes the kinds, and with them every object of theirs. */
    public void remove(KubernetesClient client) {
        load(client).forEach(definition -> client.resource(definition).delete());
    }

    static boolean established(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null // null in the first moment of its life
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private List<CustomResourceDefinition> load(KubernetesClient client) {
        try (var yaml = Objects.requireNonNull(Crds.class.getResourceAsStream("crds/" + file), file)) {
            return client.load(yaml).items().stream()
                    .map((HasMetadata item) -> (CustomResourceDefinition) item)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
