package io.mtasts.observe;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Who may connect where, and when: so many at once all in all, so many at once to one address, so many in a second to one address.
 * Addresses share a fixed number of places, so that this takes the same memory however many there are; two that meet in one place
 * wait for each other a little longer than they need to.
 */
final class Turns {
    private static final int PLACES = 1024;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Semaphore all;
    private final Place[] places;

    Turns(Limits limits) {
        this.all = new Semaphore(limits.connections(), true);
        this.places =
                IntStream.range(0, PLACES).mapToObj(n -> new Place(limits)).toArray(Place[]::new);
    }

    /** The right to one connection, to be given back by closing it. */
    record Turn(Semaphore ofAll, Semaphore ofAddress) implements AutoCloseable {
        @Override
        public void close() {
            ofAll.release();
            ofAddress.release();
        }
    }

    /** Waits for a turn at this address; none when it would take longer than {@code patience}. */
    Optional<Turn> take(InetAddress address, Duration patience) throws InterruptedException {
        var place = places[Math.floorMod(address.hashCode(), PLACES)];
        long until = System.nanoTime() + patience.toNanos();
        // First the address: whoever waits for a busy one must not hold up those who go elsewhere.
        if (!place.open.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            taken = place.paceBefore(until) && all.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            return taken ? Optional.of(new Turn(all, place.open)) : Optional.empty();
        } finally {
            if (!taken) {
                place.open.release();
            }
        }
    }

    private static final class Place {
        private final Semaphore open;
        private final long spacing;
        private long next = System.nanoTime() - SECOND;

        Place(Limits limits) {
            this.open = new Semaphore(limits.connectionsPerAddress(), true);
            this.spacing = SECOND / limits.perSecondPerAddress();
        }

        /** Waits until another connection may begin; false when that is later than {@code until}. */
        boolean paceBefore(long until) throws InterruptedException {
            long start = reserve(until);
            if (start - until > 0) {
                return false;
            }
            for (long left = start - System.nanoTime(); left > 0; left = start - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        }

        private synchronized long reserve(long until) {
            long aSecondAgo = System.nanoTime() - SECOND;
            long start = next - aSecondAgo > 0 ? next : aSecondAgo; // unused time counts for a second at most
            if (start - until <= 0) {
                next = start + spacing;
            }
            return start;
        }
    }
}
