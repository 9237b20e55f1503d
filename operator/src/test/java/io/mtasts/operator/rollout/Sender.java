package io.mtasts.operator.rollout;

import io.mtasts.policy.Mode;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsPolicyParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sending mail server that keeps a policy as RFC 8461 says: until max_age has passed or the record names another id. One that renews
 * keeps the body beyond max_age as long as it finds the id to be the same.
 */
final class Sender {
    private final boolean renews;
    private @Nullable String heldId;
    private @Nullable StsPolicy held;
    private Instant until = Instant.MIN;

    Sender(boolean renews) {
        this.renews = renews;
    }

    /**
     * Looks at the record, fetches when it has to, and says whether it would refuse to deliver to that host.
     *
     * @param id that its resolver gives; null for no record
     * @param body that the policy host answers with; null when it cannot be reached
     */
    boolean refuses(String host, @Nullable String id, @Nullable String body, Instant now) {
        boolean valid = held != null && now.isBefore(until);
        boolean same = id != null && id.equals(heldId);
        if (held != null && same && renews && valid) {
            until = now.plusSeconds(held.maxAgeSeconds());
        } else if (id != null && body != null && (!valid || !same)) {
            var policy = StsPolicyParser.parse(body.getBytes(StandardCharsets.US_ASCII))
                    .value()
                    .orElseThrow();
            held = policy;
            heldId = id;
            until = now.plusSeconds(policy.maxAgeSeconds());
        }
        return held != null && now.isBefore(until) && held.mode() == Mode.ENFORCE && !held.covers(host);
    }

    /** One that renews does so in time also when it has no mail, as long as its resolver gives the id that it knows. */
    void idle(Set<String> ids, Instant from, Instant to) {
        if (renews && held != null && from.isBefore(until) && ids.contains(heldId)) {
            until = to.plusSeconds(held.maxAgeSeconds());
        }
    }

    /** Does it hold a policy of mode enforce? */
    boolean enforces(Instant now) {
        return held != null && now.isBefore(until) && held.mode() == Mode.ENFORCE;
    }

    @Override
    public String toString() {
        return "%s sender with %s %s until %s".formatted(renews ? "renewing" : "plain", heldId, held, until);
    }
}
