package io.mtasts.operator.rollout;

import java.time.Duration;

/**
 * The ways in which real senders were seen to keep a policy, each a little different from what RFC 8461 section 3.3 asks for. All of them
 * go by resolvers that keep the record, the address of the policy host, and the mail servers for their time to live.
 */
enum SenderKind {
    /** mox, maddy, KumoMTA: look at the id before each delivery, keep what they have when the record or the host is gone, until max_age. */
    BY_ID(Duration.ZERO, false),
    /** Stalwart: the same, but takes mode none without mx lines for no policy. */
    BY_ID_REFUSING_BARE_NONE(Duration.ZERO, true),
    /** postfix-mta-sts-resolver: looks at the id once a minute, and renews what it has for as long as that is the same. */
    RENEWING(Duration.ofMinutes(1), false),
    /** postfix-tlspol: looks at nothing before max_age has passed, of which it takes 30 days at most. */
    BY_CLOCK(Duration.ZERO, false),
    /** chasquid: fetches again within ten minutes whatever the id is, and takes mode none without mx lines for no policy. */
    BY_FETCHING(Duration.ofMinutes(10), true),
    /**
     * mx-connect: fetches each time; drops what it has when there is no record, and else keeps it, beyond max_age too, while the host is down.
     * That it then refuses after max_age no order of steps can prevent, and it does not count. Where it found no host at first, it has no
     * policy, once that is an hour old, until the id is another.
     */
    EACH_TIME(Duration.ZERO, false);

    /** In between it goes by what it has. */
    final Duration looksEvery;

    final boolean refusesBareNone;

    SenderKind(Duration looksEvery, boolean refusesBareNone) {
        this.looksEvery = looksEvery;
        this.refusesBareNone = refusesBareNone;
    }

    /** Does it follow within minutes of the record's time to live, so that {@code usuallySafeFrom} holds for it? */
    boolean followsSoon() {
        return this != BY_CLOCK;
    }
}
