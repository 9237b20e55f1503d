package io.mtasts.lab.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Holds what has been started, and ends it in reverse order, once, from whatever thread asks first. */
public final class Curtain implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts something that is to be ended with all else.
     *
     * @throws RunFailed when everything has been ended meanwhile
     */
    public synchronized <T extends AutoCloseable> T open(Supplier<T> start) {
        if (closed) {
            throw new RunFailed("This run is ending.");
        }
        var started = start.get();
        open.push(started);
        return started;
    }

    /** Has everything been ended? */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Ends everything, whatever goes wrong with some of it; what went wrong is thrown at the end. */
    @Override
    public synchronized void close() {
        closed = true;
        var failures = new ArrayList<Exception>();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw together(failures);
        }
    }

    private static IllegalStateException together(List<Exception> failures) {
        var all = new IllegalStateException("Not everything could be ended");
        failures.forEach(all::addSuppressed);
        return all;
    }
}
