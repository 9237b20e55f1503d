package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.prober.Propagation;
import io.mtasts.policy.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether the policy that is served has been seen everywhere, which its record has to wait for (RFC 8461 section 8.1). */
public final class PolicyConfirmation {
    private PolicyConfirmation() {}

    /**
     * What there is to confirm it with.
     *
     * @param progress how far it has been seen to spread
     * @param propagation how long it must be seen everywhere
     * @param host what the latest probe says of the policy host
     * @param named the ids that DNS names
     * @param publishes whether the record is published by us, and not by a person
     * @param clockAgrees whether the API server's clock has about the same time
     */
    public record Evidence(
            Optional<Propagation> progress,
            Duration propagation,
            Optional<HostSight> host,
            Set<String> named,
            boolean publishes,
            Instant now,
            boolean clockAgrees) {
        public Evidence {
            named = Set.copyOf(named);
        }

        boolean names(ServedPolicy policy) {
            return policy.id() != null && named.contains(policy.id());
        }
    }

    /** What is served so far, by what the latest probe says of it. */
    public static Optional<ServedPolicy> seen(Optional<ServedPolicy> served, Evidence evidence) {
        return served.map(policy -> evidence.host()
                        .map(host -> evidence.clockAgrees()
                                ? HostMemory.after(policy, host, evidence.names(policy), evidence.now())
                                : HostMemory.afterAtSomeTime(policy, host))
                        .orElse(policy))
                .map(policy -> withSeen(policy, evidence));
    }

    /** Seen stays seen until somewhere other bytes are met: from then on the record must not be published anew. */
    private static ServedPolicy withSeen(ServedPolicy policy, Evidence evidence) {
        if (evidence.publishes() && evidence.clockAgrees() && HostMemory.isRenewalDue(policy, evidence.now())) {
            return renewed(policy, evidence.now());
        }
        var ofThis = evidence.progress().filter(progress -> progress.id().equals(policy.id()));
        if (ofThis.isEmpty()) {
            return policy;
        }
        if (ofThis.get().otherBytes()) {
            return evidence.names(policy) ? renewed(policy, evidence.now()) : policy.seenFrom(null);
        }
        return policy.seenSince() == null
                        && ofThis.get().complete(evidence.propagation())
                        && mayBeNamed(policy, evidence)
                ? policy.seenFrom(ofThis.get().last())
                : policy;
    }

    /** A record that names it already has nothing to wait for. */
    private static boolean mayBeNamed(ServedPolicy policy, Evidence evidence) {
        return evidence.names(policy) || HostMemory.isPublishable(policy, evidence.now(), evidence.clockAgrees());
    }

    /** Under the id that it had, senders may by now hold other bytes, or nothing: they look again only when the id is another. */
    private static ServedPolicy renewed(ServedPolicy policy, Instant now) {
        int revision = policy.revision() + 1;
        return new ServedPolicy(
                PolicyId.of(Objects.requireNonNull(policy.body()), revision).text(),
                revision,
                policy.mode(),
                policy.mx(),
                policy.maxAgeSeconds(),
                policy.body(),
                now,
                null,
                HostMemory.carriedOver(policy.host()));
    }

    /** As it is, where others serve it: nobody has seen yet that it is served here. */
    public static ServedPolicy unseen(ServedPolicy policy) {
        return policy.seenFrom(null);
    }

    /** As it is, seen by a person. */
    public static ServedPolicy attested(ServedPolicy policy, Instant now) {
        return policy.seenSince() == null ? policy.seenFrom(now) : policy;
    }
}
