package io.mtasts.operator.controller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mtasts.operator.gather.RefusedChild;
import io.mtasts.operator.gather.RefusedChildren;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What came of bringing children to the API server: which it refused, and when each of them is tried again. */
final class ChildAttempts {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    /** An owner that is there is reconciled far more often while it has a refused child. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private static final Comparator<RefusedChild> BY_NAME =
            Comparator.comparing(RefusedChild::kind).thenComparing(RefusedChild::name);

    private final InstantSource clock;
    private final Cache<String, Known> byOwner =
            Caffeine.newBuilder().expireAfterAccess(MEMORY).build();

    /** @param settled whether they have been tried before the latest time */
    private record Known(boolean settled, List<Refused> refused) {
        private static final Known NOTHING = new Known(false, List.of());
    }

    /**
     * @param inVain how often in a row; the first time is not said yet where all was well before: what is over at once, as the old entry in
     *     somebody's cache, is nobody's matter
     */
    private record Refused(HasMetadata wanted, RefusedChild child, int inVain) {
        boolean isOf(HasMetadata other) {
            return child.kind().equals(other.getKind())
                    && child.name().equals(other.getMetadata().getName());
        }
    }

    ChildAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /** What is known of the children of that owner. */
    RefusedChildren of(HasMetadata owner) {
        return Optional.ofNullable(byOwner.getIfPresent(uid(owner)))
                .map(known -> new RefusedChildren(
                        true,
                        known.refused().stream()
                                .filter(refused -> refused.inVain() > 0)
                                .map(Refused::child)
                                .sorted(BY_NAME)
                                .toList()))
                .orElse(RefusedChildren.NOT_TRIED);
    }

    /** Is it left alone for now? What is wanted otherwise than when it was refused is tried at once. */
    boolean rests(HasMetadata owner, HasMetadata wanted) {
        var now = clock.instant();
        return known(owner).stream()
                .anyMatch(refused -> refused.isOf(wanted)
                        && refused.wanted().equals(wanted)
                        && refused.child().again().isAfter(now));
    }

    void refused(HasMetadata owner, HasMetadata wanted, String words) {
        int inVain = known(owner).stream()
                .filter(refused -> refused.isOf(wanted))
                .findFirst()
                .map(refused -> refused.inVain() + 1)
                .orElse(entry(owner).settled() ? 0 : 1);
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(inVain, MOST_DOUBLINGS));
        var again = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        var child = new RefusedChild(wanted.getKind(), wanted.getMetadata().getName(), words, again);
        var others = without(owner, wanted);
        others.add(new Refused(wanted, child, inVain));
        put(owner, others);
    }

    void taken(HasMetadata owner, HasMetadata wanted) {
        if (known(owner).stream().anyMatch(refused -> refused.isOf(wanted))) {
            put(owner, without(owner, wanted));
        }
    }

    /** They are about to be tried; what is no longer wanted is no longer refused. */
    void begin(HasMetadata owner, WantedChildren wanted) {
        var kept = known(owner).stream()
                .filter(refused -> wanted.all().anyMatch(refused::isOf))
                .toList();
        byOwner.put(uid(owner), new Known(byOwner.getIfPresent(uid(owner)) != null, kept));
    }

    /**
     * When to come again: at once, for the status to say what has changed; or when one is tried again; empty when there is none.
     *
     * @param said what the status goes by so far
     */
    Optional<Duration> next(HasMetadata owner, RefusedChildren said) {
        if (!of(owner).saysTheSame(said)) {
            return Optional.of(Duration.ZERO);
        }
        var now = clock.instant();
        return known(owner).stream()
                .map(refused -> refused.child().again())
                .filter(again -> again.isAfter(now))
                .min(Instant::compareTo)
                .map(again -> Duration.between(now, again));
    }

    void forget(HasMetadata owner) {
        byOwner.invalidate(uid(owner));
    }

    private List<Refused> known(HasMetadata owner) {
        return entry(owner).refused();
    }

    private Known entry(HasMetadata owner) {
        return Optional.ofNullable(byOwner.getIfPresent(uid(owner))).orElse(Known.NOTHING);
    }

    private void put(HasMetadata owner, List<Refused> refused) {
        byOwner.put(uid(owner), new Known(entry(owner).settled(), List.copyOf(refused)));
    }

    private List<Refused> without(HasMetadata owner, HasMetadata wanted) {
        var others = new ArrayList<>(known(owner));
        others.removeIf(refused -> refused.isOf(wanted));
        return others;
    }

    private static String uid(HasMetadata owner) {
        return owner.getMetadata().getUid();
    }
}
