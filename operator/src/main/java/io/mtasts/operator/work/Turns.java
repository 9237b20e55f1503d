package io.mtasts.operator.work;

import io.mtasts.fair.Shares;

/** How many tasks run at the same time, and whose is the next. */
public interface Turns {
    /** Waits for a turn, for as long as it takes others to end theirs. */
    Turn take(String party) throws InterruptedException;

    /** How many wait for one. */
    int waiting();

    /** Leave to run, given back by closing it. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** So many at once, shared fairly between parties. */
    static Turns shared(int atOnce) {
        var shares = new Shares(atOnce);
        return new Turns() {
            @Override
            public Turn take(String party) throws InterruptedException {
                return shares.take(party)::close;
            }

            @Override
            public int waiting() {
                return shares.waiting();
            }
        };
    }
}
