package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Since when servers that were made on demand have had no domain: after {@link #PATIENCE} they go. */
final class IdleTimeout {
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<ResourceID, Instant> unusedSince = new ConcurrentHashMap<>();
    private final Clock clock;

    IdleTimeout(Clock clock) {
        this.clock = clock;
    }

    /** @param unused whether it has no domain, and holds the policy of none; should the clock have been set back, time counts from now */
    void found(ResourceID server, boolean unused) {
        if (unused) {
            var now = clock.instant();
            unusedSince.merge(server, now, (earlier, _) -> earlier.isAfter(now) ? now : earlier);
        } else {
            unusedSince.remove(server);
        }
    }

    /** How long a server is kept yet that has been found unused; zero or less when that is over. */
    Duration keptFor(ResourceID server) {
        var now = clock.instant();
        return Duration.between(now, unusedSince.getOrDefault(server, now).plus(PATIENCE));
    }
}
