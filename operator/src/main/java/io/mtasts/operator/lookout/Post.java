package io.mtasts.operator.lookout;

import io.mtasts.observe.Answer;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One resource's place in the lookout: what it is assigned, what was seen last, and when the next look is due. */
final class Post<K> {
    private final K key;
    private final Lookout<K> lookout;
    private @Nullable Assignment assignment;
    private String check;
    private @Nullable Sighting latest;
    private @Nullable Future<?> next;
    private boolean looking;
    private boolean again;
    private boolean ended;

    /** What was asked for by hand before it was manned is taken for done: a restart is no reason to look afresh. */
    Post(K key, Lookout<K> lookout, String check) {
        this.key = key;
        this.lookout = lookout;
        this.check = check;
    }

    K key() {
        return key;
    }

    synchronized Optional<Sighting> latest() {
        return Optional.ofNullable(latest);
    }

    synchronized void assign(Assignment wanted, String wantedCheck) {
        if (wanted.equals(assignment) && wantedCheck.equals(check)) {
            return;
        }
        assignment = wanted;
        check = wantedCheck;
        lookAfter(Duration.ZERO);
    }

    synchronized void end() {
        ended = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    synchronized void scheduled(Future<?> future) {
        next = future;
    }

    private void lookAfter(Duration delay) {
        if (ended) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        lookout.after(delay, this);
    }

    void look(DomainObserver observer, Pods pods, PublicNames names, Clock clock, Duration propagation) {
        Assignment now;
        String checkNow;
        Optional<Sighting> before;
        synchronized (this) {
            if (ended || looking || assignment == null) {
                return;
            }
            looking = true;
            now = assignment;
            checkNow = check;
            before = latest();
        }
        boolean byHand = !checkNow.equals(before.map(Sighting::handledCheck).orElse(checkNow));
        Optional<Sighting> seen = Optional.empty();
        try {
            seen = Optional.of(sighting(now, checkNow, byHand, before, observer, pods, names, clock));
        } finally {
            finished(now, seen, propagation);
        }
    }

    private static Sighting sighting(
            Assignment now,
            String check,
            boolean byHand,
            Optional<Sighting> before,
            DomainObserver observer,
            Pods pods,
            PublicNames names,
            Clock clock) {
        List<PodAnswer> answers =
                now.pods().stream().map(pod -> pods.ask(pod, now.domain())).toList();
        Map<String, Answer<InetAddress>> addresses = new HashMap<>();
        now.publicNames().forEach(name -> addresses.put(name, names.addresses(name)));
        var view = observer.observe(now.domain(), new Look(now.probeMx(), byHand));
        var nothing = Propagation.none("", clock.instant());
        var propagation = now.expected()
                .map(policy -> before.map(Sighting::propagation)
                        .orElse(nothing)
                        .after(policy.id(), policy.body(), view, answers))
                .orElse(nothing);
        return new Sighting(now, view, answers, addresses, propagation, check);
    }

    private synchronized void finished(Assignment looked, Optional<Sighting> seen, Duration propagation) {
        looking = false;
        seen.ifPresent(sighting -> latest = sighting);
        boolean atOnce = again;
        again = false;
        lookAfter(atOnce ? Duration.ZERO : pause(looked, seen, propagation));
    }

    /** While new bytes spread, the looks are close enough together that they count as soon as they may. */
    private static Duration pause(Assignment assignment, Optional<Sighting> seen, Duration propagation) {
        boolean spreading = assignment.expected().isPresent()
                && !seen.map(sighting -> sighting.propagation().complete(propagation))
                        .orElse(false);
        var close = propagation.dividedBy(Propagation.LOOKS - 1);
        return spreading && close.compareTo(assignment.interval()) < 0 ? close : assignment.interval();
    }
}
