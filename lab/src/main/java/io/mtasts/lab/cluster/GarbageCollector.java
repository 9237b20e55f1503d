package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.mtasts.lab.cluster.ClusterObjects.Seen;
import java.util.stream.Collectors;

/** Deletes what has owners none of which exists any more. Foreground and orphaning deletion are not for this lab. */
final class GarbageCollector implements AutoCloseable {
    private final KubernetesClient client;
    private final ClusterObjects objects;
    private final WorkLoop<String> namespaces = new WorkLoop<>("lab-garbage-collector", this::collect);

    GarbageCollector(KubernetesClient client, ClusterObjects objects) {
        this.client = client;
        this.objects = objects;
        objects.onEach(seen -> {
            if (!seen.namespace().isEmpty()) {
                namespaces.look(seen.namespace());
            }
        });
    }

    private void collect(String namespace) {
        var here = objects.in(namespace);
        var present = here.stream().map(Seen::uid).collect(Collectors.toSet());
        for (var seen : here) {
            var metadata = seen.object().getMetadata();
            var owners = metadata.getOwnerReferences();
            if (metadata.getDeletionTimestamp() == null
                    && !owners.isEmpty()
                    && owners.stream().noneMatch(owner -> present.contains(owner.getUid()))
                    && owners.stream().allMatch(owner -> isGone(namespace, owner))) {
                delete(seen);
            }
        }
    }

    /** Asks the API server, since an informer may lag; an owner of a kind that nobody follows is taken to be there. */
    private boolean isGone(String namespace, OwnerReference owner) {
        var kind = objects.namespacedKinds().stream()
                .filter(candidate -> candidate.getKind().equals(owner.getKind())
                        && apiVersion(candidate).equals(owner.getApiVersion()))
                .findFirst();
        if (kind.isEmpty()) {
            return false;
        }
        var found = client.genericKubernetesResources(kind.get())
                .inNamespace(namespace)
                .withName(owner.getName())
                .get();
        return found == null || !found.getMetadata().getUid().equals(owner.getUid());
    }

    private static String apiVersion(ResourceDefinitionContext kind) {
        return kind.getGroup().isEmpty() ? kind.getVersion() : kind.getGroup() + "/" + kind.getVersion();
    }

    private void delete(Seen seen) {
        var metadata = seen.object().getMetadata();
        client.genericKubernetesResources(seen.kind())
                .inNamespace(seen.namespace())
                .withName(metadata.getName())
                .lockResourceVersion(metadata.getResourceVersion())
                .delete();
    }

    @Override
    public void close() {
        namespaces.close();
    }
}
