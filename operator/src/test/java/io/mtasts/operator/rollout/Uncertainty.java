package io.mtasts.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Times in which the status does not have all that senders hold: it was lost, or a policy ended before its time. Nobody can keep to it then,
 * and what comes of that is not held against the operator.
 */
final class Uncertainty {
    /** Longer than any policy of a walk is kept. */
    private static final Duration FORGOTTEN = Duration.ofDays(8);

    private Instant until = Instant.MIN;

    /** Whatever was fetched under these ids may be renewed for as long as one of them stands. */
    private Set<String> ids = Set.of();

    void begin(Outside outside, Instant now) {
        until = now.plus(FORGOTTEN);
        ids = outside.ids();
    }

    boolean isOver(Outside outside, Instant now) {
        if (outside.ids().stream().anyMatch(ids::contains)) {
            until = now.plus(FORGOTTEN);
        }
        return !now.isBefore(until);
    }
}
