package io.mtasts.operator.prober;

import io.mtasts.observe.DomainObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Looks at domains from outside, again and again, on threads of its own, so that no reconcile waits for the network. {@code K} is what a
 * resource is known by.
 */
public final class Prober<K> implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(5);

    private final DomainObserver observer;
    private final Pods pods;
    private final PublicNames names;
    private final Clock clock;
    private final Duration propagation;
    private final BiConsumer<K, Duration> onProbed;
    private final Map<K, ProbeWorker<K>> posts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("lookout-timer").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // a probe that ends while this is closed asks for no other
    private final ExecutorService looking = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("look-", 0).factory());
    private final ProbeSlots atOnce;
    private final Function<K, String> party;
    private volatile long tick = System.nanoTime();

    /**
     * @param propagation how long a new policy must be seen everywhere before its record may be published
     * @param atOnce how many domains are looked at at the same time, beside those at which somebody lets us wait
     * @param party on whose behalf a resource is looked at, its namespace for example: looks are shared fairly between parties
     * @param onProbed told after each probe, and how long it took
     */
    public Prober(
            DomainObserver observer,
            Pods pods,
            PublicNames names,
            Clock clock,
            Duration propagation,
            int atOnce,
            Function<K, String> party,
            BiConsumer<K, Duration> onProbed) {
        this.observer = observer;
        this.pods = pods;
        this.names = names;
        this.clock = clock;
        this.propagation = propagation;
        this.atOnce = new ProbeSlots(atOnce, timer);
        this.party = party;
        this.onProbed = onProbed;
        var _ = timer.scheduleWithFixedDelay(
                () -> tick = System.nanoTime(), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the latest look at it brought. */
    public Optional<ProbeResult> latest(K key) {
        return Optional.ofNullable(posts.get(key)).flatMap(ProbeWorker::latest);
    }

    /**
     * Looks at it from now on. Calling it again with an equal assignment changes nothing; with another one, or with a new value of
     * {@code check}, it looks at once.
     *
     * @param check the value of the annotation {@code mtasts.io/check}; empty for none
     * @param freshFrom when a probe is due, and from when on probes leave aside what is remembered of mail servers; empty for no such time
     */
    public void keepLooking(K key, ProbeSpec probeSpec, String check, Optional<Instant> freshFrom) {
        posts.computeIfAbsent(key, k -> new ProbeWorker<>(k, party.apply(k), this, check))
                .assign(probeSpec, check, freshFrom);
    }

    /** Looks at it no more. */
    public void forget(K key) {
        var post = posts.remove(key);
        if (post != null) {
            post.end();
        }
    }

    /** How many probes are due and wait for others to end. */
    public int waiting() {
        return atOnce.waiting();
    }

    /** Does its clockwork still run? When not, no domain is looked at any more. */
    public boolean alive() {
        return !timer.isShutdown()
                && System.nanoTime() - tick < TICK.multipliedBy(6).toNanos();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        looking.shutdownNow();
        observer.close();
    }

    Instant now() {
        return clock.instant();
    }

    void after(Duration delay, ProbeWorker<K> post) {
        post.scheduled(timer.schedule(() -> begin(post), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void begin(ProbeWorker<K> post) {
        if (!looking.isShutdown()) {
            looking.execute(() -> look(post));
        }
    }

    private void look(ProbeWorker<K> post) {
        long began;
        boolean looked;
        try (var _ = atOnce.take(post.party())) {
            began = System.nanoTime();
            looked = post.look(observer, pods, names, clock, propagation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (looked && posts.get(post.key()) == post) {
            onProbed.accept(post.key(), Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
