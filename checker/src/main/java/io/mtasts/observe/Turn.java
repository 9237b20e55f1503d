package io.mtasts.observe;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The right to one connection, to be given back by closing it. While the peer lets us wait it can step aside: then others may connect
 * elsewhere, and the peer itself still has no more connections than it may have.
 */
final class Turn implements AutoCloseable {
    private final Semaphore all;
    private final Semaphore aside;
    private final Semaphore ofAddress;
    private State state = State.COUNTED;
    private boolean mayStepAside = true;

    private enum State {
        COUNTED,
        ASIDE,
        GIVEN_BACK
    }

    /**
     * Of permits that the caller has, but for {@code aside}.
     *
     * @param aside how many may stand aside at the same time: a connection takes memory also while nothing happens on it
     */
    Turn(Semaphore all, Semaphore aside, Semaphore ofAddress) {
        this.all = all;
        this.aside = aside;
        this.ofAddress = ofAddress;
    }

    /** Is no longer counted among all connections, where not too many stand aside already. */
    synchronized void stepAside() {
        if (mayStepAside && state == State.COUNTED && aside.tryAcquire()) {
            state = State.ASIDE;
            all.release();
        }
    }

    /** Waits to be counted again, and is from then on; false when that would take longer than {@code patience}. */
    boolean comeBack(Duration patience) throws InterruptedException {
        synchronized (this) {
            mayStepAside = false;
            if (state != State.ASIDE) {
                return true;
            }
        }
        if (!all.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        synchronized (this) {
            state = State.COUNTED;
        }
        aside.release();
        return true;
    }

    @Override
    public synchronized void close() {
        switch (state) {
            case COUNTED -> all.release();
            case ASIDE -> aside.release();
            case GIVEN_BACK -> {
                return;
            }
        }
        state = State.GIVEN_BACK;
        ofAddress.release();
    }
}
