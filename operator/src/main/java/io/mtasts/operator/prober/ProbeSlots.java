package io.mtasts.operator.prober;

import io.mtasts.fair.Shares;
import io.mtasts.operator.work.Turns;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many probe at the same time, shared by parties. A probe that takes long mostly waits, for a mail server that lets strangers wait or a name
 * server that does not answer: it leaves its seat to the next one after a while, as long as not too many wait so.
 */
final class ProbeSlots implements Turns {
    /** A probe of a domain that answers is over by then. */
    private static final Duration LONG = Duration.ofSeconds(5);

    /** So many may go on without a seat, beside each that has one. */
    private static final int STANDING_FOR_EACH = 4;

    private final Shares seats;
    private final Shares standing;
    private final ScheduledExecutorService timer;

    /** @param timer runs what is over at once */
    ProbeSlots(int seats, ScheduledExecutorService timer) {
        this.seats = new Shares(seats);
        this.standing = new Shares(STANDING_FOR_EACH * seats);
        this.timer = timer;
    }

    @Override
    public Seat take(String party) throws InterruptedException {
        var seat = new Seat(party, seats.take(party));
        seat.standLater();
        return seat;
    }

    @Override
    public int waiting() {
        return seats.waiting();
    }

    /** Closing it lets the next one sit down, if that has not been done before. */
    final class Seat implements Turn {
        private final String party;

        /** Among the seats, or among those who stand. */
        private Shares.Place place;

        private boolean over;
        private @Nullable ScheduledFuture<?> leaving;

        private Seat(String party, Shares.Place place) {
            this.party = party;
            this.place = place;
        }

        private synchronized void standLater() {
            leaving = timer.schedule(this::stand, LONG.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void stand() {
            if (over) {
                return;
            }
            standing.takeNow(party).ifPresentOrElse(this::moveTo, this::standLater);
        }

        private void moveTo(Shares.Place there) {
            place.close();
            place = there;
        }

        @Override
        public synchronized void close() {
            over = true;
            if (leaving != null) {
                leaving.cancel(false);
            }
            place.close();
        }
    }
}
