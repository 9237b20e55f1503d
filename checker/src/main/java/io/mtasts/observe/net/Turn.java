package io.mtasts.observe.net;

import io.mtasts.fair.Shares;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to one connection, to be given back by closing it. While the peer lets us wait it can step aside: then others may connect
 * elsewhere, and the peer itself still has no more connections than it may have.
 */
public final class Turn implements AutoCloseable {
    private final String party;
    private final Shares all;
    private final Shares aside;
    private final Shares.Place ofAddress;
    private final Runnable leaving;

    /** Among all connections, or among those that stand aside. */
    private Shares.Place place;

    private State state = State.COUNTED;
    private boolean mayStepAside = true;

    private enum State {
        COUNTED,
        ASIDE,
        GIVEN_BACK
    }

    /**
     * Of places that the caller has, but for {@code aside}.
     *
     * @param party on whose behalf
     * @param counted its place among {@code all}
     * @param aside how many may stand aside at the same time: a connection takes memory also while nothing happens on it
     * @param leaving what else is to be done in the end
     */
    public Turn(
            String party, Shares all, Shares.Place counted, Shares aside, Shares.Place ofAddress, Runnable leaving) {
        this.party = party;
        this.all = all;
        this.place = counted;
        this.aside = aside;
        this.ofAddress = ofAddress;
        this.leaving = leaving;
    }

    /** Is no longer counted among all connections, where not too many stand aside already. */
    public synchronized void stepAside() {
        if (mayStepAside && state == State.COUNTED) {
            aside.takeNow(party).ifPresent(there -> moveTo(there, State.ASIDE));
        }
    }

    /** Waits to be counted again, and is from then on; false when that would take longer than {@code patience}. */
    public boolean comeBack(Duration patience) throws InterruptedException {
        synchronized (this) {
            mayStepAside = false;
            if (state != State.ASIDE) {
                return true;
            }
        }
        Optional<Shares.Place> counted = all.take(party, patience);
        counted.ifPresent(there -> moveTo(there, State.COUNTED));
        return counted.isPresent();
    }

    private synchronized void moveTo(Shares.Place there, State now) {
        if (state == State.GIVEN_BACK) {
            there.close();
            return;
        }
        place.close();
        place = there;
        state = now;
    }

    @Override
    public synchronized void close() {
        if (state != State.GIVEN_BACK) {
            state = State.GIVEN_BACK;
            place.close();
            ofAddress.close();
            leaving.run();
        }
    }
}
