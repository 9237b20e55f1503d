package io.mtasts.reports.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What several threads bring at once is written together, since a commit, which waits for the disk, takes as long for a hundred as for
 * one. Nobody waits for others to come: whoever finds no writer at work writes all that is there.
 *
 * @param <T> what is written
 * @param <R> what became of it
 */
final class GroupCommit<T, R> {
    /** Writes all or nothing. */
    interface Writer<T, R> {
        List<R> write(List<T> all) throws StoreUnavailable;
    }

    private record Waiting<T, R>(List<T> items, CompletableFuture<Outcome<R>> outcome) {}

    private sealed interface Outcome<R> {}

    private record Written<R>(List<R> results) implements Outcome<R> {}

    private record Failed<R>(StoreUnavailable problem) implements Outcome<R> {}

    private final Writer<T, R> writer;
    private final int most;
    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<Waiting<T, R>> waiting = new ArrayDeque<>();

    /** @param most so many are written together, unless one brings more at once */
    GroupCommit(Writer<T, R> writer, int most) {
        this.writer = writer;
        this.most = most;
    }

    /** Returns once it is written. */
    List<R> write(List<T> items) throws StoreUnavailable {
        var mine = new Waiting<T, R>(items, new CompletableFuture<>());
        synchronized (waiting) {
            waiting.add(mine);
        }
        writing.lock();
        try {
            while (!mine.outcome.isDone()) {
                settle(next());
            }
        } finally {
            writing.unlock();
        }
        return switch (mine.outcome.join()) {
            case Written<R>(var results) -> results;
            case Failed<R>(var problem) -> throw new StoreUnavailable(String.valueOf(problem.getMessage()), problem);
        };
    }

    /** So many calls have come that no writer has begun with. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private List<Waiting<T, R>> next() {
        synchronized (waiting) {
            var next = new ArrayList<Waiting<T, R>>();
            for (int size = 0;
                    !waiting.isEmpty()
                            && (next.isEmpty() || size + waiting.element().items.size() <= most); ) {
                size += waiting.element().items.size();
                next.add(waiting.remove());
            }
            return next;
        }
    }

    /** What cannot be written together is tried one by one: another's report that the database does not take is not mine. */
    private void settle(List<Waiting<T, R>> together) {
        try {
            var results = writer.write(
                    together.stream().flatMap(one -> one.items.stream()).toList());
            int from = 0;
            for (var one : together) {
                one.outcome.complete(new Written<>(List.copyOf(results.subList(from, from + one.items.size()))));
                from += one.items.size();
            }
        } catch (StoreUnavailable problem) {
            if (together.size() == 1) {
                together.getFirst().outcome.complete(new Failed<>(problem));
            } else {
                together.forEach(one -> settle(List.of(one)));
            }
        } catch (RuntimeException | Error bug) {
            together.forEach(one -> one.outcome.completeExceptionally(bug));
        }
    }
}
