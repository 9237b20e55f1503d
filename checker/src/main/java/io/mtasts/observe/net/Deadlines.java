package io.mtasts.observe.net;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes connections whose time is up. A time-out on each read does not do: a peer that sends a byte now and then never runs into
 * it.
 */
public final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;

    public Deadlines() {
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("observe-deadlines").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Has {@code connection} closed after so much time, unless the deadline is closed before; at once when we are closed. */
    public Deadline after(Duration time, Closeable connection) {
        var passed = new AtomicBoolean();
        Runnable strike = () -> {
            passed.set(true);
            try {
                connection.close();
            } catch (IOException e) {
                // It is as closed as it can be.
            }
        };
        synchronized (clock) {
            if (clock.isShutdown()) {
                strike.run();
                return new Deadline(passed, CompletableFuture.completedFuture(null));
            }
            return new Deadline(passed, clock.schedule(strike, time.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public void close() {
        synchronized (clock) {
            clock.shutdownNow();
        }
    }

    /** The time of one connection, or of one step of it. */
    public record Deadline(AtomicBoolean struck, Future<?> pending) implements AutoCloseable {
        public boolean passed() {
            return struck.get();
        }

        @Override
        public void close() {
            pending.cancel(false);
        }
    }
}
