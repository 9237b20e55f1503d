package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which order policies were served: under an id a sender should find its policy, or a later one (RFC 8461 section 8.1). */
final class Generations {
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> bodies = new HashMap<>();
    private final Map<String, Instant> published = new HashMap<>();
    private int latest;
    private @Nullable String served;

    void serve(Optional<ServedPolicy> policy) {
        policy.filter(one -> one.id() != null && one.body() != null && !one.id().equals(served))
                .ifPresent(one -> {
                    latest++;
                    served = one.id();
                    ids.put(one.id(), latest);
                    bodies.put(one.body(), latest);
                });
    }

    /** Whoever comes after a resource that has ended does not know its ids, which resolvers may still have. */
    void end() {
        ids.clear();
        bodies.clear();
        published.clear();
        served = null;
    }

    void publish(String id, Instant now) {
        published.put(id, now);
    }

    /** Are these bytes older than the id, which was published when the policy host had long led here? */
    boolean isOlder(String body, String id, Outside outside) {
        var since = published.get(id);
        return since != null && outside.ledHereSince(since) && bodies.getOrDefault(body, 0) < ids.getOrDefault(id, 0);
    }
}
