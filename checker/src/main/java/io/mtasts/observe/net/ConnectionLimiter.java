package io.mtasts.observe.net;

import io.mtasts.fair.Shares;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect where, and when: so many at once all in all, so many at once to one address, so many in a second to one address, each
 * shared by those on whose behalf it is done. No two addresses have anything in common, but for the IPv6 addresses of one /64, which count
 * as one: whoever has one of them has all. One that nobody goes to any more is forgotten.
 */
public final class ConnectionLimiter {
    /** Below that many it is not worth asking which can be forgotten. */
    private static final int FEW = 1024;

    private static final int OCTETS_OF_NETWORK = 8;

    /** So many connections may wait for a slow peer beside each that is counted. */
    private static final int ASIDE_FOR_EACH = 4;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Limits limits;
    private final Shares all;
    private final Shares aside;
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private final AtomicLong swept = new AtomicLong(System.nanoTime());

    public ConnectionLimiter(Limits limits) {
        this.limits = limits;
        this.all = new Shares(limits.connections());
        this.aside = new Shares(ASIDE_FOR_EACH * limits.connections());
    }

    /**
     * Waits for a turn at this address; none when it would take longer than {@code patience}.
     *
     * @param party on whose behalf
     */
    Optional<Turn> take(String party, InetAddress address, Duration patience) throws InterruptedException {
        var network = networkOf(address);
        var there = enter(network);
        Optional<Turn> turn = Optional.empty();
        try {
            turn = take(party, there, patience, () -> leave(network));
            return turn;
        } finally {
            if (turn.isEmpty()) {
                leave(network);
            }
        }
    }

    private Optional<Turn> take(String party, Destination there, Duration patience, Runnable leaving)
            throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        // First the address: whoever waits for a busy one must not hold up those who go elsewhere.
        var ofDestination = there.open.take(party, patience);
        if (ofDestination.isEmpty()) {
            return Optional.empty();
        }
        Optional<Shares.Place> ofAll = Optional.empty();
        try {
            ofAll = there.paceBefore(until)
                    ? all.take(party, Duration.ofNanos(until - System.nanoTime()))
                    : Optional.empty();
            return ofAll.map(counted -> new Turn(party, all, counted, aside, ofDestination.get(), leaving));
        } finally {
            if (ofAll.isEmpty()) {
                ofDestination.get().close();
            }
        }
    }

    /** For how many addresses something is remembered. */
    int remembered() {
        return destinations.size();
    }

    private static String networkOf(InetAddress address) {
        var octets = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(octets, OCTETS_OF_NETWORK) : octets);
    }

    private Destination enter(String network) {
        return destinations.compute(network, (_, known) -> {
            var there = known == null ? new Destination(limits) : known;
            there.visitors++;
            return there;
        });
    }

    private void leave(String network) {
        destinations.computeIfPresent(network, (_, there) -> {
            there.visitors--;
            return there;
        });
        long now = System.nanoTime();
        long last = swept.get();
        if (destinations.size() > FEW && now - last > SECOND && swept.compareAndSet(last, now)) {
            destinations
                    .keySet()
                    .forEach(one ->
                            destinations.computeIfPresent(one, (_, there) -> there.isForgettable(now) ? null : there));
        }
    }

    private static final class Destination {
        private final Shares open;
        private final int perSecond;
        private long @Nullable [] lately;
        private int oldest;
        private int visitors;

        Destination(Limits limits) {
            this.open = new Shares(limits.connectionsPerAddress());
            this.perSecond = limits.perSecondPerAddress();
        }

        /** Nobody is there, and the last that came has been gone for so long that it delays nobody. */
        synchronized boolean isForgettable(long now) {
            return visitors == 0 && (lately == null || now - lately[(oldest + perSecond - 1) % perSecond] > SECOND);
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
