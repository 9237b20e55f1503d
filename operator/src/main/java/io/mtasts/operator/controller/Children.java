package io.mtasts.operator.controller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.mtasts.operator.resources.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applies children by server-side apply, and only where the API server has something else: an unchanged world is written to never.
 * What somebody else has made is left alone. One that the API server refuses stops none of the others.
 */
final class Children<P extends HasMetadata> {
    /** A name that was free a moment ago is not asked for again; it is once more right before it is taken. */
    private static final Duration MOMENT = Duration.ofSeconds(30);

    private static final int MOST_NAMES = 10_000;

    private final Function<Class<? extends HasMetadata>, Optional<? extends InformerEventSource<?, P>>> caches;

    /** What an object, as the informer holds it, was last found to match: comparing costs far more than remembering. */
    private final Cache<HasMetadata, HasMetadata> matched =
            Caffeine.newBuilder().weakKeys().build();

    private final Cache<ChildKey, Boolean> free = Caffeine.newBuilder()
            .expireAfterWrite(MOMENT)
            .maximumSize(MOST_NAMES)
            .build();

    private final ChildAttempts attempts;

    /** @param caches the informer of a kind, once there is one */
    Children(
            Function<Class<? extends HasMetadata>, Optional<? extends InformerEventSource<?, P>>> caches, Clock clock) {
        this.caches = caches;
        this.attempts = new ChildAttempts(clock);
    }

    /** Which of them the API server refuses, and when it is asked again. */
    ChildAttempts attempts() {
        return attempts;
    }

    /** Children whose names somebody else has taken, as {@code Kind/name}. Asks the API server for those not known to be ours. */
    List<String> taken(P owner, List<ChildKey> wanted, Context<P> context) {
        return wanted.stream()
                .filter(child -> cached(child)
                        .or(() -> stored(child, context))
                        .filter(actual -> !Ownership.controls(owner, actual))
                        .isPresent())
                .map(ChildKey::inNamespace)
                .toList();
    }

    /**
     * Brings each of them there, but for those that have just been refused.
     *
     * @throws KubernetesClientException when the API server could not answer for one, after all have been tried
     */
    void bring(P owner, WantedChildren wanted, Context<P> context) {
        attempts.begin(owner, wanted);
        var trouble = new ArrayList<KubernetesClientException>();
        wanted.needed().forEach(one -> attempt(owner, one, () -> make(one, context), trouble));
        wanted.kept().stream()
                .filter(one -> cached(one).isEmpty())
                .forEach(one -> attempt(owner, one, () -> applyOne(owner, one, context), trouble));
        wanted.applied().forEach(one -> {
            if (attempt(owner, one, () -> applyOne(owner, one, context), trouble)) {
                wanted.standIn(one)
                        .ifPresent(other -> standIn(owner, other, () -> applyOne(owner, other, context), trouble));
            }
        });
        wanted.removed().forEach(one -> attempt(owner, one, () -> remove(owner, one, context), trouble));
        if (!trouble.isEmpty()) {
            throw trouble.getFirst();
        }
    }

    /** Gives true when it has just been refused. */
    private boolean attempt(P owner, HasMetadata child, Runnable write, List<KubernetesClientException> trouble) {
        if (attempts.rests(owner, child)) {
            return false;
        }
        try {
            TerminatingNamespace.tolerate(write);
            attempts.taken(owner, child);
            return false;
        } catch (KubernetesClientException e) {
            var words = Refusal.words(e);
            words.ifPresentOrElse(said -> attempts.refused(owner, child, said), () -> trouble.add(e));
            return words.isPresent();
        }
    }

    /** Should it be refused as well, what was said of the one that it stands in for is what is said. */
    private void standIn(P owner, HasMetadata other, Runnable write, List<KubernetesClientException> trouble) {
        try {
            TerminatingNamespace.tolerate(write);
            attempts.taken(owner, other);
        } catch (KubernetesClientException e) {
            if (Refusal.words(e).isEmpty()) {
                trouble.add(e);
            }
        }
    }

    private static void make(HasMetadata needed, Context<?> context) {
        var client = context.getClient();
        if (client.resource(needed).get() == null) {
            client.resource(needed).create();
        }
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
        var key = ChildKey.of(wanted);
        free.invalidate(key);
        return stored(key, context)
                .map(actual -> Ownership.controls(owner, actual))
                .orElse(true);
    }

    private void remove(P owner, HasMetadata unwanted, Context<P> context) {
        cached(unwanted)
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

    private Optional<HasMetadata> cached(ChildKey child) {
        return caches.apply(child.type()).flatMap(cache -> cache.get(child.id()));
    }

    private <R extends HasMetadata> Optional<R> cached(R wanted) {
        return cache(wanted).flatMap(cache -> cache.get(ResourceID.fromResource(wanted)));
    }

    private Optional<HasMetadata> stored(ChildKey child, Context<P> context) {
        if (free.getIfPresent(child) != null) {
            return Optional.empty();
        }
        Optional<HasMetadata> stored = Optional.ofNullable(context.getClient()
                .resources(child.type())
                .inNamespace(child.namespace())
                .withName(child.name())
                .get());
        if (stored.isEmpty()) {
            free.put(child, true);
        }
        return stored;
    }

    @SuppressWarnings("unchecked") // the informer of a kind holds that kind
    private <R extends HasMetadata> Optional<InformerEventSource<R, P>> cache(R wanted) {
        return caches.apply(wanted.getClass()).map(cache -> (InformerEventSource<R, P>) cache);
    }
}
