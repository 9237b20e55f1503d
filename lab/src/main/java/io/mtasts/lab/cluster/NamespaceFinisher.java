package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.stream.Stream;

/** Empties a Namespace that is being deleted and, once everything in it has let go of its finalizers, lets it go. */
final class NamespaceFinisher implements AutoCloseable {
    private final KubernetesClient client;
    private final ClusterObjects objects;
    private final SharedIndexInformer<Namespace> known;
    private volatile boolean held;
    private final WorkLoop<String> namespaces = new WorkLoop<>("lab-namespaces", this::finish);

    NamespaceFinisher(KubernetesClient client, ClusterObjects objects) {
        this.client = client;
        this.objects = objects;
        this.known = Informers.start(client.namespaces());
        Informers.onEach(known, namespace -> look(namespace.getMetadata().getName()));
        objects.onEach(seen -> look(seen.namespace()));
    }

    /** While held, a Namespace that is being deleted stays as it is; afterwards those that were held go. */
    void hold(boolean hold) {
        held = hold;
        known.getStore()
                .list()
                .forEach(namespace -> look(namespace.getMetadata().getName()));
    }

    private void look(String name) {
        var namespace = known.getStore().getByKey(name);
        if (namespace != null && namespace.getMetadata().getDeletionTimestamp() != null) {
            namespaces.look(name);
        }
    }

    private void finish(String name) {
        var namespace = client.namespaces().withName(name).get();
        if (held || namespace == null || namespace.getMetadata().getDeletionTimestamp() == null) {
            return;
        }
        var kinds = Stream.concat(objects.namespacedKinds().stream(), Kinds.SWEPT.stream())
                .toList();
        kinds.forEach(kind -> deleteAll(kind, name));
        if (kinds.stream().allMatch(kind -> isEmpty(kind, name))) {
            namespace.getSpec().setFinalizers(List.of());
            client.raw("/api/v1/namespaces/" + name + "/finalize", "PUT", namespace);
        }
    }

    private void deleteAll(ResourceDefinitionContext kind, String namespace) {
        var here = client.genericKubernetesResources(kind).inNamespace(namespace);
        here.list().getItems().stream()
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .forEach(object -> here.withName(object.getMetadata().getName()).delete());
    }

    private boolean isEmpty(ResourceDefinitionContext kind, String namespace) {
        return client.genericKubernetesResources(kind)
                .inNamespace(namespace)
                .list()
                .getItems()
                .isEmpty();
    }

    @Override
    public void close() {
        namespaces.close();
    }
}
