package io.mtasts.reports.admission;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes for all together: who gets none is told to come again, and nobody runs out of memory. */
public final class Room {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    /** Room for so many bytes. */
    public Room(long most) {
        this.most = most;
    }

    /** Takes so many, if there are as many. */
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** Those that were taken are there for others. */
    public void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
