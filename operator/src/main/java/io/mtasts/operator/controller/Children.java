package io.mtasts.operator.controller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.mtasts.operator.resources.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applies children by server-side apply, and only where the API server has something else: an unchanged world is written to never.
 * What somebody else has made is left alone.
 */
final class Children<P extends HasMetadata> {
    /** A name that was free a moment ago is not asked for again; it is once more right before it is taken. */
    private static final Duration MOMENT = Duration.ofSeconds(30);

    private static final int MOST_NAMES = 10_000;

    private final Function<Class<? extends HasMetadata>, Optional<? extends InformerEventSource<?, P>>> caches;

    /** What an object, as the informer holds it, was last found to match: comparing costs far more than remembering. */
    private final Cache<HasMetadata, HasMetadata> matched =
            Caffeine.newBuilder().weakKeys().build();

    private final Cache<String, Boolean> free = Caffeine.newBuilder()
            .expireAfterWrite(MOMENT)
            .maximumSize(MOST_NAMES)
            .build();

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

    void apply(P owner, List<? extends HasMetadata> wanted, Context<P> context) {
        TerminatingNamespace.tolerate(() -> wanted.forEach(child -> applyOne(owner, child, context)));
    }

    private <R extends HasMetadata> void applyOne(P owner, R wanted, Context<P> context) {
        Optional<R> actual = cached(wanted);
        boolean due =
                actual.map(there -> !matches(there, wanted, context)).orElseGet(() -> isFree(owner, wanted, context));
        if (due) {
            context.resourceOperations().serverSideApply(wanted, cache(wanted).orElse(null));
        }
    }

    /** Asks the API server, since applying would take over what somebody has made in the last moment. */
    private boolean isFree(P owner, HasMetadata wanted, Context<P> context) {
        free.invalidate(name(wanted));
        return stored(wanted, context)
                .map(actual -> Ownership.controls(owner, actual))
                .orElse(true);
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

    private <R extends HasMetadata> boolean matches(R actual, R wanted, Context<?> context) {
        if (wanted.equals(matched.getIfPresent(actual))) {
            return true;
        }
        boolean matches =
                SSABasedGenericKubernetesResourceMatcher.<R>getInstance().matches(actual, wanted, context);
        if (matches) {
            matched.put(actual, wanted);
        }
        return matches;
    }

    private <R extends HasMetadata> Optional<R> cached(R wanted) {
        return cache(wanted).flatMap(cache -> cache.get(ResourceID.fromResource(wanted)));
    }

    private <R extends HasMetadata> Optional<R> stored(R wanted, Context<P> context) {
        if (free.getIfPresent(name(wanted)) != null) {
            return Optional.empty();
        }
        var stored = Optional.ofNullable(context.getClient().resource(wanted).get());
        if (stored.isEmpty()) {
            free.put(name(wanted), true);
        }
        return stored;
    }

    private static String name(HasMetadata object) {
        var metadata = object.getMetadata();
        return "%s %s/%s".formatted(object.getKind(), metadata.getNamespace(), metadata.getName());
    }

    @SuppressWarnings("unchecked") // the informer of a kind holds that kind
    private <R extends HasMetadata> Optional<InformerEventSource<R, P>> cache(R wanted) {
        return caches.apply(wanted.getClass()).map(cache -> (InformerEventSource<R, P>) cache);
    }
}
