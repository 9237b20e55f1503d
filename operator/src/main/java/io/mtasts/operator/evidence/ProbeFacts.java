package io.mtasts.operator.evidence;

import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.rollout.HostSight;
import java.util.Optional;
import java.util.Set;

/**
 * What the rollout goes by of record and policy host, once a pass.
 *
 * @param named the ids that DNS names, and the one that it named before
 * @param host where the policy host was seen to point; empty before the first probe
 */
public record ProbeFacts(Set<String> named, Optional<HostSight> host) {
    public static ProbeFacts of(Preconditions preconditions) {
        var named = RolloutInputOf.named(preconditions.input());
        return new ProbeFacts(named, HostSightOf.of(preconditions, named));
    }
}
