package io.mtasts.operator.health;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An informer that is not well.
 *
 * @param resource {@code ingresses.networking.k8s.io}
 * @param namespace empty for all of them
 * @param runs whether it is still at work
 */
record Informer(String resource, String namespace, boolean runs) {
    /** Those that the SDK calls unhealthy. */
    @SuppressWarnings("rawtypes") // as the SDK gives them
    static Stream<Informer> unwell(RuntimeInfo info) {
        return info.unhealthyInformerWrappingEventSourceHealthIndicator().values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .flatMap(source -> of((InformerWrappingEventSourceHealthIndicator<?>) source));
    }

    private static Stream<Informer> of(InformerWrappingEventSourceHealthIndicator<?> source) {
        var resource = source instanceof EventSource<?, ?> known
                ? HasMetadata.getFullResourceName(known.resourceType().asSubclass(HasMetadata.class))
                : source.toString();
        return source.informerHealthIndicators().values().stream()
                .filter(informer -> !informer.hasSynced() || !informer.isRunning())
                .map(informer ->
                        new Informer(resource, namespace(informer.getTargetNamespace()), informer.isRunning()));
    }

    private static String namespace(String target) {
        return target.equals(Constants.WATCH_ALL_NAMESPACES) ? "" : target;
    }

    /** For the person who looks at a probe. */
    String problem() {
        return "%s%s %s"
                .formatted(
                        resource,
                        namespace.isEmpty() ? "" : " in namespace " + namespace,
                        runs ? "are not in the cache yet" : "are not watched: their informer is not running");
    }
}
