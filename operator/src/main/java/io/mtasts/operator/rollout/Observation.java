package io.mtasts.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What the latest look at the policy that is served says to the rollout.
 *
 * @param at when it was
 * @param watchedSince from then on no two probes of this process were further apart than two intervals
 * @param ids that the record has, at any name server that answers
 * @param answered ids in the ledger of other policies whose bytes are still answered somewhere
 * @param recordKnown whether any name server answers
 * @param timeToLive of the record, as long as it was seen or was before this probe
 * @param policyHost whether it leads here
 * @param mx mail servers that DNS names, or named within that time, an hour at least
 * @param mxKnown whether the latest probe got an answer about mail servers
 * @param fresh whether the mail servers were asked then, and nothing was remembered of them
 * @param evidence whether all that senders depend on is good
 * @param amiss what is not, in words; empty when all is good
 */
public record Observation(
        Instant at,
        Instant watchedSince,
        Set<String> ids,
        Set<String> answered,
        boolean recordKnown,
        Duration timeToLive,
        Leads policyHost,
        Set<String> mx,
        boolean mxKnown,
        boolean fresh,
        Evidence evidence,
        String amiss) {
    private static final Duration LEAST_KEPT = Duration.ofHours(1);

    public Observation {
        ids = Set.copyOf(ids);
        answered = Set.copyOf(answered);
        mx = Set.copyOf(mx);
    }

    /** How long a resolver may have kept the record: for an hour, whatever a shorter time to live says now. */
    Duration keptFor() {
        return timeToLive.compareTo(LEAST_KEPT) > 0 ? timeToLive : LEAST_KEPT;
    }

    /** Where the policy host leads. */
    public enum Leads {
        HERE,
        AWAY,
        /** The name has no address. */
        NOWHERE,
        /** The domain itself is no name in DNS any more. */
        GONE,
        /** DNS does not say, or it is not known what "here" is. */
        UNKNOWN
    }

    /** Certificate, policy, record, mail servers and their TLS, as one. */
    public enum Evidence {
        GOOD,
        BAD,
        /** Nothing is known to be bad, and something could not be observed. */
        UNKNOWN
    }
}
