package io.mtasts.operator.work;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Runs tasks that wait for the network, one for each key, on threads of its own. {@code K} is what a resource is known by, {@code T} what
 * is done for it.
 */
public final class KeyedWorker<K, T extends KeyedTask<K>> implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(5);

    /** Ticks that may be missed on a machine that is busy. */
    private static final int PATIENCE = 6;

    private final Map<K, T> tasks = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final ExecutorService threads;
    private final Turns turns;
    private final BiConsumer<K, Duration> onDone;
    private volatile long tick = System.nanoTime();

    /**
     * @param name of its threads
     * @param turns how many run at the same time, made with a timer for what is over at once
     * @param onDone told after each run of a key that has not been forgotten, and how long it took
     */
    public KeyedWorker(String name, Function<ScheduledExecutorService, Turns> turns, BiConsumer<K, Duration> onDone) {
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name(name + "-timer").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy()); // what ends while this is closed is not planned again
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(name + "-", 0).factory());
        this.turns = turns.apply(timer);
        this.onDone = onDone;
        var _ = timer.scheduleWithFixedDelay(
                () -> tick = System.nanoTime(), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is done for that key, if anything. */
    public Optional<T> find(K key) {
        return Optional.ofNullable(tasks.get(key));
    }

    /** The same, made when there is none. */
    public T of(K key, Function<K, T> made) {
        return tasks.computeIfAbsent(key, made);
    }

    /** Does nothing more for that key. */
    public void forget(K key) {
        var task = tasks.remove(key);
        if (task != null) {
            task.end();
        }
    }

    /** How many are due and wait for others to end. */
    public int waiting() {
        return turns.waiting();
    }

    /** Does its clockwork still run? When not, nothing is done any more. */
    public boolean alive() {
        return !timer.isShutdown()
                && System.nanoTime() - tick < TICK.multipliedBy(PATIENCE).toNanos();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    Future<?> after(Duration delay, KeyedTask<K> task, long plan) {
        return timer.schedule(() -> begin(task, plan), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin(KeyedTask<K> task, long plan) {
        if (task.isDue(plan) && !threads.isShutdown()) {
            threads.execute(() -> run(task));
        }
    }

    private void run(KeyedTask<K> task) {
        long began;
        boolean ran;
        try (var _ = turns.take(task.party())) {
            began = System.nanoTime();
            ran = task.runInTurn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (ran && !task.hasEnded()) {
            onDone.accept(task.key(), Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
