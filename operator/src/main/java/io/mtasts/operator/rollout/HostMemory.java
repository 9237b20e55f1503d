package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.ServedPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the policy host in {@code status.policy.host}. A sender that knows an address goes there until its time to live has
 * passed, and keeps for max_age what it finds there under the new id; and one that found no host at all while an id stood in DNS may go
 * without a policy until the record has another id.
 */
public final class HostMemory {
    /** Longer than that no record waits for what senders may have cached. */
    static final Duration LONGEST_WAIT = Duration.ofDays(7);

    /** A shorter outage is made up for by senders that try again. */
    static final Duration OUTAGE = Duration.ofHours(1);

    /** Outages bring about a new id so often at most. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofDays(1);

    private HostMemory() {}

    /**
     * Where MTA-STS was before the resource was: what answered until now may have been somebody else's.
     *
     * @param clockAgrees whether {@code now} can be relied on; when not, it leads here from when it can
     */
    public static Optional<PolicyHost> found(Optional<HostSight> sight, Instant now, boolean clockAgrees) {
        return sight.map(seen -> new PolicyHost(
                seen.leads() == Observation.Leads.HERE && clockAgrees ? now : null, seconds(seen), null, null));
    }

    /**
     * The policy with what is remembered of its host after a probe that was just now.
     *
     * @param named whether its id stands in DNS
     */
    static ServedPolicy after(ServedPolicy policy, HostSight seen, boolean named, Instant now) {
        var led = led(policy.host(), seen, now);
        return policy.at(led != null && named ? answered(led, seen, now) : led);
    }

    /** The same by a clock that cannot be relied on: no time is taken down by it, and none is over. */
    static ServedPolicy afterAtSomeTime(ServedPolicy policy, HostSight seen) {
        var host = policy.host();
        return switch (seen.leads()) {
            case AWAY -> policy.at(away(host, seen));
            case HERE, NOWHERE, GONE, UNKNOWN -> policy;
        };
    }

    /** A name that leads here at the first probe, or led nowhere before, has no other address that could be cached. */
    private static @Nullable PolicyHost led(@Nullable PolicyHost before, HostSight seen, Instant now) {
        return switch (seen.leads()) {
            case AWAY -> away(before, seen);
            case HERE -> before == null ? new PolicyHost(now, null, null, null) : here(before, seen, now);
            case NOWHERE, GONE, UNKNOWN -> before;
        };
    }

    private static PolicyHost away(@Nullable PolicyHost before, HostSight seen) {
        var host = before == null ? new PolicyHost(null, null, null, null) : before;
        return leading(host, null, longest(host, seen));
    }

    private static PolicyHost here(PolicyHost host, HostSight seen, Instant now) {
        return host.since() == null
                ? leading(host, now, longest(host, seen))
                : leading(host, host.since(), stillKept(host, now));
    }

    private static PolicyHost leading(PolicyHost host, @Nullable Instant since, @Nullable Integer ttlSeconds) {
        return new PolicyHost(since, ttlSeconds, host.downSince(), host.upSince());
    }

    private static Integer longest(PolicyHost host, HostSight seen) {
        return Math.max(Objects.requireNonNullElse(host.ttlSeconds(), 0), seconds(seen));
    }

    /** Once nobody can have the address before any more, it does not matter how long. */
    private static @Nullable Integer stillKept(PolicyHost host, Instant now) {
        return until(host).filter(end -> end.isAfter(now)).isPresent() ? host.ttlSeconds() : null;
    }

    private static int seconds(HostSight seen) {
        return (int) Math.min(seen.timeToLive().toSeconds(), Integer.MAX_VALUE);
    }

    private static PolicyHost answered(PolicyHost host, HostSight seen, Instant now) {
        return switch (seen.answer()) {
            case DOWN -> down(host, host.downSince() == null ? now : host.downSince(), null);
            case UP ->
                host.downSince() == null || host.upSince() != null
                        ? host
                        : Duration.between(host.downSince(), now).compareTo(OUTAGE) > 0
                                ? down(host, host.downSince(), now)
                                : down(host, null, null);
            case UNKNOWN -> host;
        };
    }

    private static PolicyHost down(PolicyHost host, @Nullable Instant since, @Nullable Instant until) {
        return new PolicyHost(host.since(), host.ttlSeconds(), since, until);
    }

    /** When no sender goes any more to where it led before; empty while it leads elsewhere. */
    private static Optional<Instant> until(PolicyHost host) {
        return Optional.ofNullable(host.since())
                .map(since -> since.plusSeconds(Objects.requireNonNullElse(host.ttlSeconds(), 0)));
    }

    /** Until when senders may fetch from where the host led before; empty where it always led here, or still leads elsewhere. */
    public static Optional<Instant> foundElsewhereUntil(ServedPolicy policy) {
        return Optional.ofNullable(policy.host())
                .filter(host -> host.ttlSeconds() != null)
                .flatMap(HostMemory::until);
    }

    /** From when the id may be published, as far as that goes. Empty while the host leads elsewhere. */
    public static Optional<Instant> publishableFrom(ServedPolicy policy) {
        var host = policy.host();
        if (host == null) {
            return Optional.of(Instant.MIN);
        }
        return until(host).map(end -> {
            var longest = Objects.requireNonNull(host.since()).plus(LONGEST_WAIT);
            return end.isBefore(longest) ? end : longest;
        });
    }

    /** @param clockAgrees whether {@code now} can be relied on; when not, no wait is over */
    static boolean isPublishable(ServedPolicy policy, Instant now, boolean clockAgrees) {
        return clockAgrees
                ? publishableFrom(policy).filter(from -> !now.isBefore(from)).isPresent()
                : policy.host() == null
                        || (policy.host().since() != null && policy.host().ttlSeconds() == null);
    }

    /** Has the host been down for so long, with the id in DNS, that the id should be another? */
    public static boolean hadOutage(ServedPolicy policy) {
        return policy.host() != null && policy.host().upSince() != null;
    }

    static boolean isRenewalDue(ServedPolicy policy, Instant now) {
        return hadOutage(policy)
                && policy.since() != null
                && !now.isBefore(policy.since().plus(BETWEEN_RENEWALS));
    }

    /** What the next policy has to know: an outage ends with the id that it befell. */
    static @Nullable PolicyHost carriedOver(@Nullable PolicyHost host) {
        return host == null ? null : down(host, null, null);
    }
}
