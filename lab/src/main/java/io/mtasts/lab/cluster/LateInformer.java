package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An informer of a kind that may come late: it starts with the kind and is empty until then. */
final class LateInformer<T extends HasMetadata> {
    private final KubernetesClient client;
    private final Class<T> type;
    private final String definition;
    private final List<Consumer<? super T>> listeners = new ArrayList<>();
    private Optional<SharedIndexInformer<T>> informer = Optional.empty();

    LateInformer(KubernetesClient client, ClusterView view, Class<T> type) {
        this.client = client;
        this.type = type;
        this.definition = HasMetadata.getFullResourceName(type);
        Informers.onEach(view.definitions(), found -> {
            if (found.getMetadata().getName().equals(definition)) {
                change(found.getMetadata().getDeletionTimestamp() == null && Crds.established(found));
            }
        });
    }

    /** Tells of each object, change and deletion, from the start of the kind on. */
    synchronized void onEach(Consumer<? super T> listener) {
        listeners.add(listener);
        informer.ifPresent(running -> Informers.onEach(running, listener));
    }

    synchronized List<T> all() {
        return informer.map(running -> running.getStore().list()).orElse(List.of());
    }

    synchronized Optional<T> get(String key) {
        return informer.map(running -> running.getStore().getByKey(key));
    }

    private synchronized void change(boolean served) {
        if (!served) {
            informer.ifPresent(SharedIndexInformer::close);
            informer = Optional.empty();
        } else if (informer.isEmpty()) {
            var started = Informers.start(client.resources(type).inAnyNamespace());
            listeners.forEach(listener -> Informers.onEach(started, listener));
            informer = Optional.of(started);
        }
    }
}
