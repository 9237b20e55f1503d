package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.mtasts.operator.resources.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applies children by server-side apply, and only where the API server has something else: an unchanged world is written to never.
 * What somebody else has made is left alone.
 */
final class Children<P extends HasMetadata> {
    private final Function<Class<? extends HasMetadata>, Optional<? extends InformerEventSource<?, P>>> caches;

    /** @param caches the informer of a kind, once there is one */
    Children(Function<Class<? extends HasMetadata>, Optional<? extends InformerEventSource<?, P>>> caches) {
        this.caches = caches;
    }

    /** Children whose names somebody else has taken, as {@code Kind/name}. Asks the API server for those not known to be ours. */
    List<String> taken(P owner, List<? extends HasMetadata> wanted, Context<P> context) {
        return wanted.stream()
                .filter(child -> cached(child)
                        .or(() -> stored(child, context))
                        .filter(actual -> !Ownership.controls(owner, actual))
                        .isPresent())
                .map(child -> child.getKind() + "/" + child.getMetadata().getName())
                .toList();
    }

    void apply(List<? extends HasMetadata> wanted, Context<P> context) {
        wanted.forEach(child -> applyOne(child, context));
    }

    private <R extends HasMetadata> void applyOne(R wanted, Context<P> context) {
        Optional<R> actual = cached(wanted);
        if (actual.isEmpty() || !matches(actual.get(), wanted, context)) {
            context.resourceOperations().serverSideApply(wanted, cache(wanted).orElse(null));
        }
    }

    /** Deletes a child that is no longer wanted, if it is there and ours. */
    <R extends HasMetadata> void remove(P owner, Class<R> kind, String name, Context<P> context) {
        var id = new ResourceID(name, owner.getMetadata().getNamespace());
        caches.apply(kind)
                .flatMap(cache -> cache.get(id))
                .map(HasMetadata.class::cast)
                .filter(actual -> Ownership.controls(owner, actual))
                .ifPresent(actual -> context.getClient().resource(actual).delete());
    }

    private static <R extends HasMetadata> boolean matches(R actual, R wanted, Context<?> context) {
        return SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, wanted, context);
    }

    private <R extends HasMetadata> Optional<R> cached(R wanted) {
        return cache(wanted).flatMap(cache -> cache.get(ResourceID.fromResource(wanted)));
    }

    private <R extends HasMetadata> Optional<R> stored(R wanted, Context<P> context) {
        return Optional.ofNullable(context.getClient().resource(wanted).get());
    }

    @SuppressWarnings("unchecked") // the informer of a kind holds that kind
    private <R extends HasMetadata> Optional<InformerEventSource<R, P>> cache(R wanted) {
        return caches.apply(wanted.getClass()).map(cache -> (InformerEventSource<R, P>) cache);
    }
}
