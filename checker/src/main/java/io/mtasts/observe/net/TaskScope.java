package io.mtasts.observe.net;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work done side by side, each piece on its own virtual thread. An interrupt of the one who waits is handed on to the work, which
 * then ends soon with a value that says so; {@link #close()} interrupts all that is under way.
 */
public final class TaskScope implements Executor, AutoCloseable {
    private final Set<Thread> alive = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A piece of work that is under way. */
    public static final class Strand<T> {
        private final FutureTask<T> task;
        private final Thread thread;

        private Strand(FutureTask<T> task, Thread thread) {
            this.task = task;
            this.thread = thread;
        }

        /** Waits for what came of it. What the work throws is a bug and thrown here. */
        public T value() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return task.get();
                    } catch (InterruptedException stop) {
                        interrupted = true;
                        thread.interrupt();
                    }
                }
            } catch (ExecutionException bug) {
                throw new IllegalStateException("probing a domain failed", bug.getCause());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    public <T> Strand<T> start(Supplier<T> work) {
        var task = new FutureTask<>(work::get);
        return new Strand<>(task, startThread(task));
    }

    /** Starts work that nobody here waits for. */
    @Override
    public void execute(Runnable work) {
        startThread(work);
    }

    private Thread startThread(Runnable work) {
        var thread = Thread.ofVirtual().unstarted(() -> {
            if (closed) {
                Thread.currentThread().interrupt(); // before it can ask anybody anything
            }
            try {
                work.run();
            } finally {
                alive.remove(Thread.currentThread());
            }
        });
        alive.add(thread);
        thread.start();
        return thread;
    }

    /** Does the same with each of them at once; the results stand in the order of the items. */
    public <A, B> List<B> each(List<A> items, Function<A, B> work) {
        return items.stream().map(item -> start(() -> work.apply(item))).toList().stream()
                .map(Strand::value)
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        alive.forEach(Thread::interrupt);
    }
}
