package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.lookout.Propagation;
import io.mtasts.policy.Mode;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what is served. In this version that is what the spec asks for, at once. */
public final class Rollout {
    private static final int REVISION = 0;

    private Rollout() {}

    /**
     * The policy to serve now, written ahead of its bytes.
     *
     * @param before what is served so far
     * @param accepted whether the spec can be acted on; when not, what is served stays
     * @param seen how far a policy has been seen to spread
     */
    public static Optional<ServedPolicy> serve(
            MailDomainPolicySpec spec,
            Optional<ServedPolicy> before,
            boolean accepted,
            Optional<Propagation> seen,
            Duration propagation,
            Instant now) {
        if (!accepted) {
            return before.map(policy -> withSeen(policy, seen, propagation));
        }
        var wanted = policy(spec);
        var id = PolicyId.of(wanted.body(), REVISION).text();
        var served = before.filter(policy -> id.equals(policy.id()))
                .orElseGet(() -> new ServedPolicy(
                        id, REVISION, spec.mode(), spec.mx(), spec.maxAgeSeconds(), wanted.body(), now, null));
        return Optional.of(withSeen(served, seen, propagation));
    }

    /** Seen stays seen until somewhere other bytes are met: from then on the record must not be published anew. */
    private static ServedPolicy withSeen(ServedPolicy policy, Optional<Propagation> seen, Duration propagation) {
        var ofThis = seen.filter(progress -> progress.id().equals(policy.id()));
        if (ofThis.isEmpty()) {
            return policy;
        }
        if (ofThis.get().otherBytes()) {
            return seenSince(policy, null);
        }
        return policy.seenSince() == null && ofThis.get().complete(propagation)
                ? seenSince(policy, ofThis.get().last())
                : policy;
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

    /** Is that policy what the spec asks for? */
    public static boolean sameAs(MailDomainPolicySpec spec, ServedPolicy served) {
        return policy(spec).body().equals(served.body());
    }

    /** The policy that a spec describes. */
    public static StsPolicy policy(MailDomainPolicySpec spec) {
        return new StsPolicy(
                mode(spec.mode()), spec.mx().stream().map(MxPattern::new).toList(), spec.maxAgeSeconds());
    }

    /** The API's word for a mode as the RFC's. */
    public static Mode mode(PolicyMode mode) {
        return switch (mode) {
            case NONE -> Mode.NONE;
            case TESTING -> Mode.TESTING;
            case ENFORCE -> Mode.ENFORCE;
        };
    }

    /** The RFC's word for a mode as the API's. */
    public static PolicyMode mode(Mode mode) {
        return switch (mode) {
            case NONE -> PolicyMode.NONE;
            case TESTING -> PolicyMode.TESTING;
            case ENFORCE -> PolicyMode.ENFORCE;
        };
    }
}
