package io.mtasts.operator.work;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What is done for one key, again and again, and never twice at a time. Asked for while it waits for its turn, it is done once; asked for
 * while it runs, it is done once more.
 */
public abstract class KeyedTask<K> {
    private enum State {
        IDLE,
        PLANNED,
        WAITING_FOR_ITS_TURN,
        RUNNING,
        ENDED
    }

    private final KeyedWorker<K, ?> worker;
    private final K key;
    private final String party;
    private State state = State.IDLE;
    private Optional<Duration> again = Optional.empty();
    private @Nullable Future<?> next;

    /** Plans are numbered: one that was given up may be about to begin. */
    private long plan;

    /** @param party on whose behalf it is done, a namespace for example */
    protected KeyedTask(KeyedWorker<K, ?> worker, K key, String party) {
        this.worker = worker;
        this.key = key;
        this.party = party;
    }

    /** Does it, on a thread that may wait for the network. No two threads are in it at the same time. */
    protected abstract void run();

    /** In how long it is done again when nobody has asked for it while it ran; empty for not before somebody asks. */
    protected abstract Optional<Duration> pause();

    /** The last word on a delay, for a task that keeps a pace of its own. */
    protected Duration paced(Duration delay) {
        return delay;
    }

    /** Asks for it: it is done in that time, and no more at the time that was planned before. */
    protected final synchronized void runAfter(Duration delay) {
        switch (state) {
            case IDLE, PLANNED -> plan(paced(delay));
            case RUNNING -> again = Optional.of(delay);
            case WAITING_FOR_ITS_TURN, ENDED -> {
                // what it is about to do goes by what is wanted then
            }
        }
    }

    /** Is it neither running nor planned? */
    protected final synchronized boolean isIdle() {
        return state == State.IDLE;
    }

    private void plan(Duration delay) {
        cancel();
        state = State.PLANNED;
        long number = ++plan;
        next = worker.after(delay, this, number);
    }

    private void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    final K key() {
        return key;
    }

    final String party() {
        return party;
    }

    /** What runs goes on to its end; it is not done again. */
    final synchronized void end() {
        state = State.ENDED;
        cancel();
    }

    final synchronized boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Is it that plan's time, and the plan still stands? */
    final synchronized boolean isDue(long number) {
        boolean due = state == State.PLANNED && number == plan;
        if (due) {
            state = State.WAITING_FOR_ITS_TURN;
        }
        return due;
    }

    /** Gives false when it has ended meanwhile. */
    final boolean runInTurn() {
        if (!begun()) {
            return false;
        }
        try {
            run();
        } finally {
            finished();
        }
        return true;
    }

    private synchronized boolean begun() {
        if (state != State.WAITING_FOR_ITS_TURN) {
            return false;
        }
        state = State.RUNNING;
        return true;
    }

    private synchronized void finished() {
        if (state != State.RUNNING) {
            return;
        }
        state = State.IDLE;
        var asked = again;
        again = Optional.empty();
        asked.or(this::pause).ifPresent(this::runAfter);
    }
}
