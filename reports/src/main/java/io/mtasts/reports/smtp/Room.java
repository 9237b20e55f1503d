package io.mtasts.reports.smtp;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes for all together: who gets none is told to come again, and nobody runs out of memory. */
final class Room {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
        this.most = most;
    }

    boolean take(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
