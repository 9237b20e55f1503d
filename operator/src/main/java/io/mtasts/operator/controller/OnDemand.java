package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Since when servers that were made on demand have had no domain: after {@link #PATIENCE} they go. */
final class OnDemand {
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<ResourceID, Instant> unusedSince = new ConcurrentHashMap<>();
    private final Clock clock;

    OnDemand(Clock clock) {
        this.clock = clock;
    }

    /** The server has a domain, or holds the policy of one. */
    void used(ResourceID server) {
        unusedSince.remove(server);
    }

    /**
     * How long an unused server is kept yet, counted from the first time that it was found so, or from when the clock was set back; zero or
     * less when that is over.
     */
    Duration keptFor(ResourceID server) {
        var now = clock.instant();
        var since = unusedSince.merge(server, now, (earlier, _) -> earlier.isAfter(now) ? now : earlier);
        return Duration.between(now, since.plus(PATIENCE));
    }
}
