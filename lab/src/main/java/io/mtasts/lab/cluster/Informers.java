package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts informers that outlast a restart of the API server, and reads them. */
final class Informers {
    private Informers() {}

    static <T extends HasMetadata> SharedIndexInformer<T> start(Informable<T> kind) {
        var informer = kind.runnableInformer(0);
        // What is unreachable now is back later: the stand-ins live as long as the lab.
        informer.exceptionHandler((started, problem) -> true);
        informer.start();
        return informer;
    }

    /** Tells of what is there, and of each change and deletion from now on, with the object as it was last seen. */
    static <T extends HasMetadata> void onEach(SharedIndexInformer<T> informer, Consumer<? super T> changed) {
        informer.addEventHandler(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T object) {
                changed.accept(object);
            }

            @Override
            public void onUpdate(T before, T object) {
                changed.accept(object);
            }

            @Override
            public void onDelete(T object, boolean lastStateUnknown) {
                changed.accept(object);
            }
        });
    }

    static <T extends HasMetadata> Optional<T> get(SharedIndexInformer<T> informer, String namespace, String name) {
        return Optional.ofNullable(informer.getIndexer().getByKey(Cache.namespaceKeyFunc(namespace, name)));
    }

    static <T extends HasMetadata> List<T> inNamespace(SharedIndexInformer<T> informer, String namespace) {
        return informer.getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace);
    }
}
