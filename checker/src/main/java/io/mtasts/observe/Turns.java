package io.mtasts.observe;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect where, and when: so many at once all in all, so many at once to one address, so many in a second to one address.
 * Addresses share a fixed number of places, so that this takes the same memory however many there are; two that meet in one place
 * wait for each other a little longer than they need to. The IPv6 addresses of one /64 count as one: whoever has one of them has all.
 */
final class Turns {
    private static final int PLACES = 1024;
    private static final int OCTETS_OF_NETWORK = 8;

    /** So many connections may wait for a slow peer beside each that is counted. */
    private static final int ASIDE_FOR_EACH = 4;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Semaphore all;
    private final Semaphore aside;
    private final Place[] places;

    Turns(Limits limits) {
        this.all = new Semaphore(limits.connections(), true);
        this.aside = new Semaphore(ASIDE_FOR_EACH * limits.connections());
        this.places =
                IntStream.range(0, PLACES).mapToObj(n -> new Place(limits)).toArray(Place[]::new);
    }

    /** Waits for a turn at this address; none when it would take longer than {@code patience}. */
    Optional<Turn> take(InetAddress address, Duration patience) throws InterruptedException {
        var place = placeOf(address);
        long until = System.nanoTime() + patience.toNanos();
        // First the address: whoever waits for a busy one must not hold up those who go elsewhere.
        if (!place.open.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            taken = place.paceBefore(until) && all.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            return taken ? Optional.of(new Turn(all, aside, place.open)) : Optional.empty();
        } finally {
            if (!taken) {
                place.open.release();
            }
        }
    }

    private Place placeOf(InetAddress address) {
        int hash = address instanceof Inet6Address
                ? Arrays.hashCode(Arrays.copyOf(address.getAddress(), OCTETS_OF_NETWORK))
                : address.hashCode();
        return places[Math.floorMod(hash, PLACES)];
    }

    private static final class Place {
        private final Semaphore open;
        private final int perSecond;
        private long @Nullable [] lately;
        private int oldest;

        Place(Limits limits) {
            this.open = new Semaphore(limits.connectionsPerAddress(), true);
            this.perSecond = limits.perSecondPerAddress();
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

        /** A second after the connection before which so many have begun as may in a second. */
        private synchronized long reserve(long until) {
            long now = System.nanoTime();
            if (lately == null) {
                lately = new long[perSecond];
                Arrays.fill(lately, now - SECOND);
            }
            long free = lately[oldest] + SECOND;
            long start = free - now > 0 ? free : now;
            if (start - until <= 0) {
                lately[oldest] = start;
                oldest = (oldest + 1) % perSecond;
            }
            return start;
        }
    }
}
