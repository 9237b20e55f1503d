package io.mtasts.operator.prober;

import io.mtasts.fair.Pace;
import io.mtasts.observe.DomainObserver;
import io.mtasts.observe.Look;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.dns.Answer;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One resource's place in the prober: what it is assigned, what was seen last, and when the next probe is due. */
final class ProbeWorker<K> {
    /** While new bytes spread, no two probes are further apart than this, or than the propagation time asks for. */
    private static final Duration SPREADING = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 16;

    /** After a probe in vain there is a rest of this many times what it took, waiting for its turn included; of {@link #SPREADING} at most. */
    private static final int REST = 4;

    private static final int CHANGES_AT_ONCE = 20;
    private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(2);

    /** Looks that leave caches aside are this far apart, however often somebody asks for one. */
    private static final Duration BETWEEN_BY_HAND = Duration.ofSeconds(5);

    private final K key;
    private final String party;
    private final Prober<K> prober;
    private @Nullable ProbeSpec probeSpec;
    private String check;
    private Optional<Instant> freshFrom = Optional.empty();
    private @Nullable ProbeResult latest;
    private @Nullable Future<?> next;
    private @Nullable Long byHandNanos; // the machine's clock may jump
    private long dueNanos = System.nanoTime();
    private long wentOutNanos;

    /** What changes is looked at at once, but not as often as somebody changes it. */
    private final Pace changes = new Pace(CHANGES_AT_ONCE, BETWEEN_CHANGES);

    private boolean looking;
    private Optional<Duration> again = Optional.empty();
    private boolean ended;

    /** Looks in a row that brought a policy on its way no further. */
    private int inVain;

    /** What was asked for by hand before it was there is taken for done: a restart is no reason to probe afresh. */
    ProbeWorker(K key, String party, Prober<K> prober, String check) {
        this.key = key;
        this.party = party;
        this.prober = prober;
        this.check = check;
    }

    K key() {
        return key;
    }

    String party() {
        return party;
    }

    synchronized Optional<ProbeResult> latest() {
        return Optional.ofNullable(latest);
    }

    synchronized void assign(ProbeSpec wanted, String wantedCheck, Optional<Instant> wantedFreshFrom) {
        freshFrom = wantedFreshFrom;
        if (wanted.equals(probeSpec) && wantedCheck.equals(check) && !lacksFresh()) {
            return;
        }
        probeSpec = wanted;
        check = wantedCheck;
        var wait = changes.take();
        inVain = wait.isEmpty() ? 0 : inVain;
        lookAfter(wait.orElse(Duration.ZERO));
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
            again = Optional.of(delay);
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        var pause = byHand() && delay.compareTo(untilByHand()) < 0 ? untilByHand() : delay;
        dueNanos = System.nanoTime() + pause.toNanos();
        prober.after(pause, this);
    }

    /** Has a probe been asked for by hand that has not been done? */
    private boolean byHand() {
        return latest != null && !latest.handledCheck().equals(check);
    }

    private boolean needsFresh() {
        return freshFrom.filter(from -> !prober.now().isBefore(from)).isPresent();
    }

    private boolean lacksFresh() {
        return needsFresh() && latest != null && !latest.fresh();
    }

    private Duration untilByHand() {
        return byHandNanos == null ? Duration.ZERO : BETWEEN_BY_HAND.minusNanos(System.nanoTime() - byHandNanos);
    }

    /** Gives false when it did not probe: nothing is assigned, or a probe is under way. */
    boolean look(DomainObserver observer, Pods pods, PublicNames names, Clock clock, Duration propagation) {
        ProbeSpec now;
        String checkNow;
        Optional<ProbeResult> before;
        boolean byHand;
        boolean fresh;
        synchronized (this) {
            if (ended || looking || probeSpec == null) {
                return false;
            }
            looking = true;
            now = probeSpec;
            checkNow = check;
            before = latest();
            byHand = byHand();
            byHandNanos = byHand ? Long.valueOf(System.nanoTime()) : byHandNanos;
            fresh = byHand || needsFresh();
        }
        Optional<ProbeResult> seen = Optional.empty();
        try {
            seen = Optional.of(probe(now, checkNow, fresh, before, observer, pods, names, clock));
        } finally {
            finished(now, seen, propagation);
        }
        return true;
    }

    /** Goes out only when there can be something new: what the pods do not have yet, the public cannot see. */
    private ProbeResult probe(
            ProbeSpec now,
            String check,
            boolean fresh,
            Optional<ProbeResult> before,
            DomainObserver observer,
            Pods pods,
            PublicNames names,
            Clock clock) {
        List<PodAnswer> answers =
                now.pods().stream().map(pod -> pods.ask(pod, now.domain())).toList();
        var repeated = before.filter(last -> !fresh && now.asksOfThePublicWhat(last.probeSpec()));
        if (repeated.isPresent() && !now.canBeMet(answers) && isYoung(now.interval())) {
            var last = repeated.get();
            return probe(now, last.view(), answers, last.names(), before, last.fresh(), check, clock);
        }
        Map<String, Answer<InetAddress>> addresses = new HashMap<>();
        now.publicNames().forEach(name -> addresses.put(name, names.addresses(name)));
        wentOutNanos = System.nanoTime();
        var view = observer.observe(now.domain(), new Look(now.probeMx(), fresh, true, party));
        return probe(now, view, answers, addresses, before, fresh, check, clock);
    }

    private static ProbeResult probe(
            ProbeSpec now,
            PublicView view,
            List<PodAnswer> answers,
            Map<String, Answer<InetAddress>> addresses,
            Optional<ProbeResult> before,
            boolean fresh,
            String check,
            Clock clock) {
        var nothing = Propagation.none("", clock.instant());
        var propagation = now.expected()
                .map(policy -> before.map(ProbeResult::propagation)
                        .orElse(nothing)
                        .after(policy.id(), policy.body(), view, answers, OwnAddresses.of(now, addresses)))
                .orElse(nothing);
        return new ProbeResult(
                now, view, answers, addresses, propagation, watchedSince(now, view, before), fresh, check);
    }

    private static Instant watchedSince(ProbeSpec now, PublicView view, Optional<ProbeResult> before) {
        var gap = now.interval().multipliedBy(2);
        return before.filter(last -> Duration.between(last.view().observedAt(), view.observedAt())
                                .compareTo(gap)
                        <= 0)
                .map(ProbeResult::watchedSince)
                .filter(since -> !since.isAfter(view.observedAt())) // the clock was set back
                .orElse(view.observedAt());
    }

    /** Is what was seen out there younger than that? */
    private boolean isYoung(Duration interval) {
        return System.nanoTime() - wentOutNanos < interval.toNanos();
    }

    private synchronized void finished(ProbeSpec looked, Optional<ProbeResult> seen, Duration propagation) {
        looking = false;
        seen.ifPresent(probe -> latest = probe);
        var wanted = again;
        again = Optional.empty();
        lookAfter(wanted.orElseGet(() -> untilFreshAtMost(pause(looked, seen, propagation))));
    }

    private Duration untilFreshAtMost(Duration pause) {
        return freshFrom
                .map(from -> Duration.between(prober.now(), from).plusMillis(1))
                .filter(Duration::isPositive)
                .map(until -> shorter(until, pause))
                .orElse(pause);
    }

    /**
     * A policy on its way is looked at more often than the interval asks for: soon enough that the probes count, and the less often the
     * longer nothing comes of it.
     */
    private Duration pause(ProbeSpec probeSpec, Optional<ProbeResult> seen, Duration propagation) {
        var close = propagation.dividedBy(Propagation.LOOKS - 1);
        var spread = seen.map(ProbeResult::propagation).filter(progress -> progress.complete(propagation));
        var rest = shorter(Duration.ofNanos(System.nanoTime() - dueNanos).multipliedBy(REST), SPREADING);
        if (probeSpec.expected().isEmpty() || (spread.isPresent() && seen.get().recordNamesIt())) {
            return longer(probeSpec.interval(), rest);
        }
        if (spread.isEmpty()
                && seen.map(probe -> probe.propagation().looks() > 0).orElse(false)) {
            inVain = 0;
            return shorter(close, probeSpec.interval());
        }
        var longer = longer(close.multipliedBy(1L << Math.min(inVain, MOST_DOUBLINGS)), rest);
        inVain++;
        return spread.isPresent()
                ? shorter(longer, probeSpec.interval())
                : shorter(shorter(longer, longer(close, SPREADING)), probeSpec.interval());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
