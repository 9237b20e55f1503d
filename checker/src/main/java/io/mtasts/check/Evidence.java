package io.mtasts.check;

import io.mtasts.observe.PublicView;
import java.time.Instant;

/**
 * What a check judges: the view, what was expected of it, and the time at which it is judged.
 *
 * @param enforced whether mail servers are judged as by a sender that holds an enforce policy, whatever the policy that was fetched asks
 */
public record Evidence(PublicView view, Expectation expectation, Instant now, boolean enforced) {
    /** Judged as by a sender that holds the policy that was fetched. */
    public Evidence(PublicView view, Expectation expectation, Instant now) {
        this(view, expectation, now, false);
    }

    /** The same for a sender that holds an enforce policy. */
    Evidence underEnforce() {
        return new Evidence(view, expectation, now, true);
    }
}
