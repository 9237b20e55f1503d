package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.HostMemory;
import java.time.Instant;
import java.util.Optional;

/** What a person should know of where the policy host led, and when it was down. */
final class HostRemarks {
    private HostRemarks() {}

    /** Each a sentence with a space before it; empty when there is nothing to say. */
    static String of(boolean manual, ServedPolicy served, Instant now) {
        return outage(manual, served) + addresses(served, now);
    }

    /** Where the operator publishes it renews the id by itself. */
    private static String outage(boolean manual, ServedPolicy served) {
        return Optional.ofNullable(served.host())
                .filter(_ -> manual && HostMemory.hadOutage(served))
                .map(HostRemarks::outage)
                .orElse("");
    }

    private static String outage(PolicyHost host) {
        return " No pod answered from %s to %s: some senders that looked then go without the policy until the record has another id, which does their mail no harm. For a new id change spec.maxAgeSeconds by one."
                .formatted(host.downSince(), host.upSince());
    }

    /** The record waits a week at most. */
    private static String addresses(ServedPolicy served, Instant now) {
        return HostMemory.foundElsewhereUntil(served)
                .filter(until -> served.seenSince() != null && until.isAfter(now))
                .map(until ->
                        " Resolvers may keep the addresses that the policy host had before until %s, longer than a record waits: until then a sender may fetch the earlier policy under the new id."
                                .formatted(until))
                .orElse("");
    }
}
