package io.mtasts.operator.prober;

import io.mtasts.observe.DomainObserver;
import io.mtasts.operator.work.KeyedWorker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Probes domains from outside, at intervals, so that no reconcile waits for the network. {@code K} is what a resource is known by. */
public final class Prober<K> implements AutoCloseable {
    private final Probe probe;
    private final Duration propagation;
    private final Function<K, String> party;
    private final KeyedWorker<K, ProbeWorker<K>> worker;

    /**
     * @param propagation how long a new policy must be seen everywhere before its record may be published
     * @param atOnce how many domains are probed at the same time, beside those at which somebody lets us wait
     * @param party on whose behalf a resource is probed, its namespace for example: probes are shared fairly between parties
     * @param onProbed told after each probe, and how long it took
     */
    public Prober(
            DomainObserver observer,
            Pods pods,
            PublicNames names,
            CertificateAuthorities authorities,
            Clock clock,
            Duration propagation,
            int atOnce,
            Function<K, String> party,
            BiConsumer<K, Duration> onProbed) {
        this.probe = new Probe(observer, pods, names, authorities, clock);
        this.propagation = propagation;
        this.party = party;
        this.worker = new KeyedWorker<>("probe", timer -> new ProbeSlots(atOnce, timer), onProbed);
    }

    /** What the latest probe of it brought. */
    public Optional<ProbeResult> latest(K key) {
        return worker.find(key).flatMap(ProbeWorker::latest);
    }

    /**
     * Probes it from now on. Calling it again with an equal spec changes nothing; with another one, or with a new value of {@code check},
     * it probes at once.
     *
     * @param check the value of the annotation {@code mtasts.io/check}; empty for none
     * @param freshFrom when a probe is due, and from when on probes leave aside what is remembered of mail servers; empty for no such time
     */
    public void keepProbing(K key, ProbeSpec probeSpec, String check, Optional<Instant> freshFrom) {
        worker.of(key, _ -> new ProbeWorker<>(worker, key, party.apply(key), probe, propagation, check))
                .assign(probeSpec, check, freshFrom);
    }

    /** Probes it no more. */
    public void forget(K key) {
        worker.forget(key);
    }

    /** How many probes are due and wait for others to end. */
    public int waiting() {
        return worker.waiting();
    }

    /** Does its clockwork still run? When not, no domain is probed any more. */
    public boolean alive() {
        return worker.alive();
    }

    @Override
    public void close() {
        worker.close();
        probe.observer().close();
    }
}
