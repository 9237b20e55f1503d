package io.mtasts.operator.lookout;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many look at the same time. Whoever takes long mostly waits, for a mail server that lets strangers wait or a name server that does not
 * answer: it leaves its seat to the next one after a while, as long as not too many wait so.
 */
final class Seats {
    /** A look at a domain that answers is over by then. */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** So many may go on without a seat, beside each that has one. */
    private static final int STANDING_FOR_EACH = 4;

    private final Semaphore seats;
    private final Semaphore standing;
    private final ScheduledExecutorService timer;

    /** @param timer runs what is over at once */
    Seats(int seats, ScheduledExecutorService timer) {
        this.seats = new Semaphore(seats, true);
        this.standing = new Semaphore(STANDING_FOR_EACH * seats);
        this.timer = timer;
    }

    /** Waits for a seat. */
    Seat take() throws InterruptedException {
        seats.acquire();
        var seat = new Seat();
        seat.standLater();
        return seat;
    }

    /** How many wait for one. */
    int waiting() {
        return seats.getQueueLength();
    }

    /** Closing it lets the next one sit down, if that has not been done before. */
    final class Seat implements AutoCloseable {
        private boolean stands;
        private boolean over;
        private @Nullable ScheduledFuture<?> leaving;

        private synchronized void standLater() {
            leaving = timer.schedule(this::stand, LONG.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void stand() {
            if (over) {
                return;
            }
            if (standing.tryAcquire()) {
                stands = true;
                seats.release();
            } else {
                standLater();
            }
        }

        @Override
        public synchronized void close() {
            over = true;
            if (leaving != null) {
                leaving.cancel(false);
            }
            (stands ? standing : seats).release();
        }
    }
}
