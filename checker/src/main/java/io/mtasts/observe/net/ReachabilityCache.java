package io.mtasts.observe.net;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process has met at one port lately, to tell a port that is closed outward from here from a host that is down. It is
 * taken for closed when nothing was reached lately, and connections to two unrelated operators time out or three refuse them. One
 * operator's silence is that operator's where the port has once been open, and may be either where it has not.
 */
public final class ReachabilityCache {
    private static final Duration MORE_THAN_CACHED = Duration.ofHours(1);
    private static final int UNRELATED_SILENT = 2;
    private static final int UNRELATED = 3;
    private static final int MOST_OPERATORS = 100;

    private final Clock clock;
    private final Duration lately;
    private final Map<String, Instant> refusals = new HashMap<>();
    private final Map<String, Instant> silences = new HashMap<>();
    private Optional<Instant> reached = Optional.empty();

    /** @param cached for how long what was seen of a host is used again: nobody is reached anew meanwhile */
    public ReachabilityCache(Clock clock, Duration cached) {
        this.clock = clock;
        this.lately = cached.multipliedBy(2).plus(MORE_THAN_CACHED);
    }

    /** Somebody answered. */
    public synchronized void reached() {
        reached = Optional.of(clock.instant());
    }

    /** A connection to this host failed. */
    public synchronized void failed(String host, NoContact kind) {
        switch (kind) {
            case CONNECT_TIMED_OUT -> remember(silences, host);
            case REFUSED -> remember(refusals, host);
            case NO_ROUTE, CLOSED, SILENT, GARBAGE, NOT_TRIED -> {
                // These say something of the host, or of one address family, and not of the port.
            }
        }
    }

    public synchronized Vantage.Reach reach() {
        if (reached.filter(when -> !longAgo(when)).isPresent()) {
            return Vantage.Reach.OPEN;
        }
        refusals.values().removeIf(this::longAgo);
        silences.values().removeIf(this::longAgo);
        if (silences.size() >= UNRELATED_SILENT || refusals.size() >= UNRELATED) {
            return Vantage.Reach.CLOSED;
        }
        return reached.isEmpty() && !silences.isEmpty() ? Vantage.Reach.PERHAPS_CLOSED : Vantage.Reach.NOT_KNOWN;
    }

    private void remember(Map<String, Instant> failures, String host) {
        failures.values().removeIf(this::longAgo);
        if (failures.size() < MOST_OPERATORS) {
            failures.put(operatorOf(host), clock.instant());
        }
    }

    /** Or of a time that is to come, as the clock was set back since. */
    private boolean longAgo(Instant when) {
        var now = clock.instant();
        return when.isBefore(now.minus(lately)) || when.isAfter(now);
    }

    /** By the last two labels of the host's name, which is close enough to count who is unrelated. */
    private static String operatorOf(String host) {
        var labels = host.split("\\.", -1);
        return String.join(".", Arrays.copyOfRange(labels, Math.max(0, labels.length - 2), labels.length));
    }
}
