package io.mtasts.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far what is served is from what the spec asks for. */
public sealed interface RolloutState {
    /** What is served is what the spec asks for. */
    record Complete() implements RolloutState {}

    /** The spec cannot be acted on: what is served stays. */
    record AsBefore() implements RolloutState {}

    /** The resource has been deleted, and serves on until another one does. */
    record HandingOver() implements RolloutState {}

    /** Before anything is served, it is looked at what there is already. */
    record FirstLook() implements RolloutState {}

    /** Nothing is promoted and nothing ends while two clocks that should agree do not. */
    record ClockDoubtful() implements RolloutState {}

    /**
     * The resource has been deleted, and mode none is served until no sender can still have an enforce policy cached.
     *
     * @param until when that will be, as far as it is known, or the deadline; empty where there is none
     * @param known whether it will be then, and not sooner
     * @param named ids that DNS names, other than that of mode none: senders may keep what they fetched under these for as long
     * @param askedInVain whether somebody asked by annotation to end it, and did not say that mail may be refused
     */
    record Retiring(Optional<Instant> until, boolean known, List<String> named, boolean askedInVain)
            implements RolloutState {
        public Retiring {
            named = List.copyOf(named);
        }
    }

    /** The resource has been deleted, and nothing is served any more. */
    record Ended() implements RolloutState {}

    /** Another resource serves the domain now. */
    record HandedOver() implements RolloutState {}

    /** Mode testing is served because an annotation asks for it. */
    record Held() implements RolloutState {}

    /**
     * Mode testing is served until all has been good for long enough.
     *
     * @param enforce the id that the policy will have in mode enforce
     * @param goodFor how long that has been
     * @param at when it will have been long enough, if nothing changes; empty while something is not good
     * @param amiss what is not good, in words; empty when all is, or has not been looked at
     * @param paused whether it could not be observed, which costs no time that was gained
     */
    record Soaking(String enforce, Duration goodFor, Optional<Instant> at, String amiss, boolean paused)
            implements RolloutState {}

    /**
     * Before a policy is served that covers less, DNS is asked once more which mail servers there are.
     *
     * @param next the id of that policy
     */
    record Looking(String next) implements RolloutState {}

    /**
     * The next policy is not served: senders that get it would refuse to deliver to a mail server that takes mail.
     *
     * @param next the id of the policy that is withheld
     * @param hosts mail servers that DNS names and that only the policy served now covers; empty when DNS does not say which there are
     */
    record WouldRejectMail(String next, List<String> hosts) implements RolloutState {
        public WouldRejectMail {
            hosts = List.copyOf(hosts);
        }
    }
}
