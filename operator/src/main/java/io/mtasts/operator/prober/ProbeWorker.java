package io.mtasts.operator.prober;

import io.mtasts.fair.Pace;
import io.mtasts.operator.work.KeyedTask;
import io.mtasts.operator.work.KeyedWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The probes of one resource: what they are to show, what the latest one showed, and when the next one is due. */
final class ProbeWorker<K> extends KeyedTask<K> {
    /** While new bytes spread, no two probes are further apart than this, or than the propagation time asks for. */
    private static final Duration SPREADING = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 16;

    /** After a probe without success there is a rest of this many times what it took, waiting for its turn included; of {@link #SPREADING} at most. */
    private static final int REST = 4;

    private static final int CHANGES_AT_ONCE = 20;
    private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(2);

    /** Probes that leave caches aside are this far apart, however often somebody asks for one. */
    private static final Duration BETWEEN_BY_HAND = Duration.ofSeconds(5);

    private final String party;
    private final Probe probe;
    private final Duration propagation;

    /** What changes is probed at once, but not as often as somebody changes it. */
    private final Pace changes = new Pace(CHANGES_AT_ONCE, BETWEEN_CHANGES);

    private @Nullable ProbeSpec wanted;
    private String check;
    private Optional<Instant> freshFrom = Optional.empty();
    private @Nullable ProbeResult latest;

    /** Did the latest run come to its end? */
    private boolean succeeded;

    private @Nullable Long byHandNanos; // the machine's clock may jump
    private long dueNanos = System.nanoTime();
    private long wentOutNanos;

    /** Probes in a row that brought a policy on its way no further. */
    private int withoutProgress;

    /**
     * What was asked for by hand before it was there is taken for done: a restart is no reason to probe afresh.
     *
     * @param propagation how long a new policy must be seen everywhere before its record may be published
     */
    ProbeWorker(KeyedWorker<K, ?> worker, K key, String party, Probe probe, Duration propagation, String check) {
        super(worker, key, party);
        this.party = party;
        this.probe = probe;
        this.propagation = propagation;
        this.check = check;
    }

    synchronized Optional<ProbeResult> latest() {
        return Optional.ofNullable(latest);
    }

    synchronized void assign(ProbeSpec spec, String asked, Optional<Instant> due) {
        freshFrom = due;
        if (spec.equals(wanted) && asked.equals(check) && !lacksFresh()) {
            return;
        }
        wanted = spec;
        check = asked;
        var wait = changes.take();
        withoutProgress = wait.isEmpty() ? 0 : withoutProgress;
        runAfter(wait.orElse(Duration.ZERO));
    }

    @Override
    protected synchronized Duration paced(Duration delay) {
        var paced = byHand() ? longer(delay, untilByHand()) : delay;
        dueNanos = System.nanoTime() + paced.toNanos();
        return paced;
    }

    /** Has a probe been asked for by hand that has not been done? */
    private boolean byHand() {
        return latest != null && !latest.handledCheck().equals(check);
    }

    private Duration untilByHand() {
        return byHandNanos == null ? Duration.ZERO : BETWEEN_BY_HAND.minusNanos(System.nanoTime() - byHandNanos);
    }

    private boolean needsFresh() {
        return freshFrom.filter(from -> !now().isBefore(from)).isPresent();
    }

    private boolean lacksFresh() {
        return needsFresh() && latest != null && !latest.fresh();
    }

    private Instant now() {
        return probe.clock().instant();
    }

    @Override
    protected void run() {
        var order = order();
        long began = System.nanoTime();
        done(probe.of(order), began);
    }

    private synchronized Probe.Order order() {
        var spec = Objects.requireNonNull(wanted, "nothing runs before it is assigned");
        boolean byHand = byHand();
        byHandNanos = byHand ? Long.valueOf(System.nanoTime()) : byHandNanos;
        succeeded = false;
        return new Probe.Order(spec, check, byHand || needsFresh(), latest(), isYoung(spec.interval()), party);
    }

    /** Is what was seen of the public younger than that? */
    private boolean isYoung(Duration interval) {
        return System.nanoTime() - wentOutNanos < interval.toNanos();
    }

    private synchronized void done(Probe.Done done, long began) {
        wentOutNanos = done.askedThePublic() ? began : wentOutNanos;
        latest = done.result();
        succeeded = true;
    }

    @Override
    protected synchronized Optional<Duration> pause() {
        var pause = untilNext(Optional.ofNullable(latest).filter(_ -> succeeded));
        return Optional.of(freshFrom
                .map(from -> Duration.between(now(), from).plusMillis(1))
                .filter(Duration::isPositive)
                .map(until -> shorter(until, pause))
                .orElse(pause));
    }

    /**
     * A policy on its way is probed more often than the interval asks for: soon enough that the probes count, and the less often the longer
     * nothing comes of it.
     */
    private Duration untilNext(Optional<ProbeResult> seen) {
        var spec = seen.map(ProbeResult::probeSpec).orElseGet(() -> Objects.requireNonNull(wanted));
        var close = propagation.dividedBy(Propagation.LOOKS - 1);
        var spread = seen.map(ProbeResult::propagation).filter(progress -> progress.complete(propagation));
        var rest = shorter(Duration.ofNanos(System.nanoTime() - dueNanos).multipliedBy(REST), SPREADING);
        if (spec.expected().isEmpty() || (spread.isPresent() && seen.get().recordNamesIt())) {
            return longer(spec.interval(), rest);
        }
        if (spread.isEmpty()
                && seen.map(result -> result.propagation().looks() > 0).orElse(false)) {
            withoutProgress = 0;
            return shorter(close, spec.interval());
        }
        var longer = longer(close.multipliedBy(1L << Math.min(withoutProgress, MOST_DOUBLINGS)), rest);
        withoutProgress++;
        return spread.isPresent()
                ? shorter(longer, spec.interval())
                : shorter(shorter(longer, longer(close, SPREADING)), spec.interval());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
