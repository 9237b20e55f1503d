package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.lookout.Propagation;
import io.mtasts.policy.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the policy that is served has been seen everywhere, which its record has to wait for (RFC 8461 section 8.1). */
public final class Confirmation {
    private Confirmation() {}

    /**
     * What is served so far, by what the latest look says of it.
     *
     * @param named the ids that DNS names
     */
    public static Optional<ServedPolicy> seen(
            Optional<ServedPolicy> served,
            Optional<Propagation> progress,
            Duration propagation,
            Set<String> named,
            Instant now) {
        return served.map(policy -> withSeen(policy, progress, propagation, named, now));
    }

    /** Seen stays seen until somewhere other bytes are met: from then on the record must not be published anew. */
    private static ServedPolicy withSeen(
            ServedPolicy policy, Optional<Propagation> seen, Duration propagation, Set<String> named, Instant now) {
        var ofThis = seen.filter(progress -> progress.id().equals(policy.id()));
        if (ofThis.isEmpty()) {
            return policy;
        }
        if (ofThis.get().otherBytes()) {
            return policy.id() != null && named.contains(policy.id()) ? renewed(policy, now) : seenSince(policy, null);
        }
        return policy.seenSince() == null && ofThis.get().complete(propagation)
                ? seenSince(policy, ofThis.get().last())
                : policy;
    }

    /** Under the id that it had, senders may by now hold the other bytes: they look again only when the id is another. */
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
                null);
    }

    /** As it is, where others serve it: nobody has seen yet that it is served here. */
    public static ServedPolicy unseen(ServedPolicy policy) {
        return seenSince(policy, null);
    }

    /** As it is, seen by a person. */
    public static ServedPolicy attested(ServedPolicy policy, Instant now) {
        return policy.seenSince() == null ? seenSince(policy, now) : policy;
    }

    private static ServedPolicy seenSince(ServedPolicy policy, @Nullable Instant seenSince) {
        return new ServedPolicy(
                policy.id(),
                policy.revision(),
                policy.mode(),
                policy.mx(),
                policy.maxAgeSeconds(),
                policy.body(),
                policy.since(),
                seenSince);
    }
}
