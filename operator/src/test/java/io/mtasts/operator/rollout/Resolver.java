package io.mtasts.operator.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Whom a sender asks: keeps the record's id, and where the policy host leads, for their time to live. */
final class Resolver {
    private @Nullable String id;
    private Instant idUntil = Instant.MIN;
    private boolean here;
    private Instant hostUntil = Instant.MIN;

    @Nullable
    String id(Outside outside, Duration timeToLive, Random random, Instant now) {
        if (!now.isBefore(idUntil)) {
            id = outside.id(random.nextInt(Outside.NAME_SERVERS));
            idUntil = now.plus(timeToLive);
        }
        return id;
    }

    /** Until when that id is given to whoever asks, however often, up to a time; the beginning of time where it no longer is. */
    Instant gives(@Nullable String asked, Outside outside, Instant to) {
        if (asked == null) {
            return Instant.MIN;
        }
        if (outside.ids().contains(asked)) {
            return to;
        }
        return asked.equals(id) ? (idUntil.isBefore(to) ? idUntil : to) : Instant.MIN;
    }

    /** Does the policy host lead to our pods, as far as it knows? */
    boolean leadsHere(Outside outside, Instant now) {
        if (!now.isBefore(hostUntil)) {
            here = outside.leadsHere();
            hostUntil = now.plus(outside.hostKept());
        }
        return here;
    }
}
