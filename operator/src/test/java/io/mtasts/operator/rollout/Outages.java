package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.ServedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The latest time of more than an hour in which probes found all pods down while DNS named the policy. Of a record that no probe met nobody
 * can say that it stood in DNS meanwhile.
 */
final class Outages {
    private final Duration interval;
    private Optional<Instant> downSeen = Optional.empty();
    private @Nullable Instant from;
    private @Nullable Instant to;

    /** @param interval between two probes */
    Outages(Duration interval) {
        this.interval = interval;
    }

    void note(ServedPolicy policy, Optional<PublishedRecord> record, Outside outside, Instant now) {
        if (outside.isDown()) {
            boolean named = outside.ids().contains(policy.id())
                    || record.filter(known -> known.id().equals(policy.id())).isPresent();
            downSeen = downSeen.or(() -> Optional.of(now).filter(_ -> named));
        } else if (outside.everyReplicaHas(policy)) {
            downSeen.filter(since -> Duration.between(since, now).compareTo(HostMemory.OUTAGE) > 0)
                    .ifPresent(since -> {
                        from = since;
                        to = now;
                    });
            downSeen = Optional.empty();
        }
    }

    void forget() {
        downSeen = Optional.empty();
        from = null;
        to = null;
    }

    /** Does it go without a policy because of an outage that is over, and that the operator saw? A day lies between two new ids. */
    boolean leftWithout(Sender sender, Optional<ServedPolicy> served, Instant now) {
        var since = sender.withoutPolicySince(served.map(ServedPolicy::id).orElse(null), now);
        return since != null
                && from != null
                && to != null
                && !since.isBefore(from)
                && since.isBefore(to)
                && served.map(ServedPolicy::since)
                        .filter(decided ->
                                now.isAfter(decided.plus(Duration.ofDays(1)).plus(interval)))
                        .isPresent();
    }
}
