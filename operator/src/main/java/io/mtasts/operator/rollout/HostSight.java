package io.mtasts.operator.rollout;

import java.time.Duration;

/**
 * What the latest probe says of the policy host {@code mta-sts.<domain>}.
 *
 * @param leads where it leads
 * @param timeToLive the largest of its addresses and of the aliases on the way to them
 * @param answer whether our pods answer for it
 */
public record HostSight(Observation.Leads leads, Duration timeToLive, Pods answer) {
    /** Whether the policy that is served is answered. */
    public enum Pods {
        /** By every ready pod, of which there is one. */
        UP,
        /** By none, and in public by nobody. */
        DOWN,
        /** By some, or it could not be looked up. */
        UNKNOWN
    }
}
