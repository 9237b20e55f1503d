package io.mtasts.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process has met at one port lately, to tell a port that is closed outward from here from a host that is down. It is
 * taken for closed when nothing was reached for an hour, and connections time out or three unrelated operators refuse them.
 */
final class PortMemory {
    private static final Duration LATELY = Duration.ofHours(1);
    private static final int UNRELATED = 3;
    private static final int MOST_OPERATORS = 100;

    private final Clock clock;
    private final Map<String, Instant> refusals = new HashMap<>();
    private Optional<Instant> reached = Optional.empty();
    private Optional<Instant> timedOut = Optional.empty();

    PortMemory(Clock clock) {
        this.clock = clock;
    }

    /** Somebody answered. */
    synchronized void reached() {
        reached = Optional.of(clock.instant());
    }

    /** A connection to this host failed. */
    synchronized void failed(String host, NoContact kind) {
        switch (kind) {
            case CONNECT_TIMED_OUT -> timedOut = Optional.of(clock.instant());
            case REFUSED -> {
                refusals.values().removeIf(this::longAgo);
                if (refusals.size() < MOST_OPERATORS) {
                    refusals.put(operatorOf(host), clock.instant());
                }
            }
            case NO_ROUTE, CLOSED, SILENT, TURNED_AWAY, GARBAGE, NOT_TRIED -> {
                // These say something of the host, or of one address family, and not of the port.
            }
        }
    }

    synchronized Vantage.Reach reach() {
        if (reached.filter(when -> !longAgo(when)).isPresent()) {
            return Vantage.Reach.OPEN;
        }
        refusals.values().removeIf(this::longAgo);
        boolean closed = timedOut.filter(when -> !longAgo(when)).isPresent() || refusals.size() >= UNRELATED;
        return closed ? Vantage.Reach.CLOSED : Vantage.Reach.NOT_KNOWN;
    }

    private boolean longAgo(Instant when) {
        return when.isBefore(clock.instant().minus(LATELY));
    }

    /** By the last two labels of the host's name, which is close enough to count who is unrelated. */
    private static String operatorOf(String host) {
        var labels = host.split("\\.", -1);
        return String.join(".", Arrays.copyOfRange(labels, Math.max(0, labels.length - 2), labels.length));
    }
}
