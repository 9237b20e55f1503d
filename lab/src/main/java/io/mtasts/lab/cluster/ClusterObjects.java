package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Every object of every kind that matters to garbage collection, custom kinds included from the moment they exist. */
final class ClusterObjects {
    private final KubernetesClient client;
    private final Map<ResourceDefinitionContext, SharedIndexInformer<GenericKubernetesResource>> informers =
            new ConcurrentHashMap<>();
    private final Map<String, ResourceDefinitionContext> custom = new ConcurrentHashMap<>();
    private final List<Consumer<Seen>> listeners = new CopyOnWriteArrayList<>();

    /** An object of a kind, as it was last seen. */
    record Seen(ResourceDefinitionContext kind, GenericKubernetesResource object) {
        String uid() {
            return object.getMetadata().getUid();
        }

        String namespace() {
            return Optional.ofNullable(object.getMetadata().getNamespace()).orElse("");
        }
    }

    ClusterObjects(KubernetesClient client, ClusterView view) {
        this.client = client;
        Kinds.FOLLOWED.forEach(this::follow);
        Informers.onEach(view.definitions(), this::look);
    }

    /** Tells of each change and deletion. */
    void onEach(Consumer<Seen> listener) {
        listeners.add(listener);
        informers.forEach((kind, informer) ->
                informer.getStore().list().forEach(object -> listener.accept(new Seen(kind, object))));
    }

    List<Seen> in(String namespace) {
        return informers.entrySet().stream()
                .flatMap(kind -> Informers.inNamespace(kind.getValue(), namespace).stream()
                        .map(object -> new Seen(kind.getKey(), object)))
                .toList();
    }

    List<ResourceDefinitionContext> namespacedKinds() {
        return informers.keySet().stream()
                .filter(ResourceDefinitionContext::isNamespaceScoped)
                .toList();
    }

    private void look(CustomResourceDefinition definition) {
        var name = definition.getMetadata().getName();
        if (definition.getMetadata().getDeletionTimestamp() != null) {
            var kind = custom.remove(name);
            if (kind != null) {
                Optional.ofNullable(informers.remove(kind)).ifPresent(SharedIndexInformer::close);
            }
        } else if (Crds.established(definition)) {
            custom.computeIfAbsent(name, unknown -> {
                var kind = Kinds.of(definition);
                follow(kind);
                return kind;
            });
        }
    }

    private void follow(ResourceDefinitionContext kind) {
        var informer = Informers.start(client.genericKubernetesResources(kind).inAnyNamespace());
        informers.put(kind, informer);
        Informers.onEach(informer, object -> listeners.forEach(listener -> listener.accept(new Seen(kind, object))));
    }
}
