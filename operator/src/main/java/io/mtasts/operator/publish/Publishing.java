package io.mtasts.operator.publish;

import io.mtasts.fair.Shares;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Publishes records by dynamic updates (RFC 2136), on threads of its own, so that no reconcile waits for a name server. {@code K} is what
 * a policy is known by.
 */
public final class Publishing<K> implements AutoCloseable {
    /** A resource that is being deleted does not wait longer for a name server that does not answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Shared by the namespaces: one whose name server does not answer holds up no other. */
    private static final int AT_ONCE = 8;

    private final Map<String, UpdateServer> servers;
    private final DynamicUpdateClient updater;
    private final Clock clock;
    private final Consumer<K> onNews;
    private final Map<K, UpdateWorker<K>> runs = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("publishing-timer").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // what ends while this is closed is not tried again
    private final ExecutorService working = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("publish-", 0).factory());
    private final Shares atOnce = new Shares(AT_ONCE);

    /**
     * @param limit for each question to a server: to find its address, to connect, and to answer
     * @param leading whether this operator is the one that acts
     * @param onNews told when something came of the records that are wanted
     */
    public Publishing(
            List<UpdateServer> servers, Duration limit, BooleanSupplier leading, Clock clock, Consumer<K> onNews) {
        this.servers = servers.stream().collect(Collectors.toMap(UpdateServer::name, Function.identity()));
        this.updater =
                new DynamicUpdateClient(new Exchange(limit, new HostLookup(InetAddress::getByName, limit)), leading);
        this.clock = clock;
        this.onNews = onNews;
    }

    /** The names of the servers there are, sorted. */
    public List<String> servers() {
        return servers.keySet().stream().sorted().toList();
    }

    /** What came of the records that are wanted, so far. */
    public UpdateReport latest(K key) {
        return Optional.ofNullable(runs.get(key)).map(UpdateWorker::report).orElse(UpdateReport.NONE);
    }

    /**
     * Sees to it from now on. Calling it again with an equal errand changes nothing, but for a look at the server when the public gets
     * something else.
     *
     * @param contradicted when the public was last seen to get something else; empty while it gets what is wanted
     */
    public void keep(K key, DesiredRecords desired, Optional<Instant> contradicted) {
        run(key, desired).assign(desired, contradicted);
    }

    private UpdateWorker<K> run(K key, DesiredRecords desired) {
        return runs.computeIfAbsent(key, absent -> {
            var run = new UpdateWorker<>(key, this, desired);
            run.begin();
            return run;
        });
    }

    /**
     * Takes away what is ours, and nothing else, and starts with it when it is first called. Gives true once that is done, and after a
     * minute in any case: a name server that is gone holds nobody up.
     */
    public boolean withdrawn(K key, DesiredRecords last) {
        return run(key, last.withdrawing()).withdrawn(last, PATIENCE);
    }

    /** Leaves the records as they are, and sees to them no more. */
    public void forget(K key) {
        var run = runs.remove(key);
        if (run != null) {
            run.end();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        working.shutdownNow();
    }

    Instant now() {
        return clock.instant();
    }

    Duration pause(int inVain) {
        return Backoff.after(inVain, ThreadLocalRandom.current().nextDouble());
    }

    Future<?> after(Duration delay, UpdateWorker<K> run) {
        return timer.schedule(() -> begin(run), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin(UpdateWorker<K> run) {
        if (!working.isShutdown()) {
            working.execute(() -> work(run));
        }
    }

    private void work(UpdateWorker<K> run) {
        boolean news;
        try (var _ = atOnce.take(run.desired().owner().namespace())) {
            news = run.run(
                    updater, Optional.ofNullable(servers.get(run.desired().server())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (news && runs.get(run.key()) == run) {
            onNews.accept(run.key());
        }
    }
}
