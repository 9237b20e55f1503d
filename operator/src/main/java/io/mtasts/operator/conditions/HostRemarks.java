package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.HostMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person should know of where the policy host led, and when it was down. */
public final class HostRemarks {
    private HostRemarks() {}

    /** Those that stand in a condition, each with a space before it: that an id will be renewed is no matter there. */
    static String of(boolean manual, ServedPolicy served, Instant now) {
        return Stream.concat(outage(manual, served).filter(_ -> manual).stream(), addresses(served, now).stream())
                .map(sentence -> " " + sentence)
                .reduce("", String::concat);
    }

    /**
     * All of them, as sentences.
     *
     * @param manual whether a person publishes the record; else the operator renews the id by itself
     */
    public static List<String> sentences(boolean manual, ServedPolicy served, Instant now) {
        return Stream.of(outage(manual, served), addresses(served, now))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> outage(boolean manual, ServedPolicy served) {
        return Optional.ofNullable(served.host())
                .filter(_ -> HostMemory.hadOutage(served))
                .map(host ->
                        "No pod answered from %s to %s: some senders that tried then do without the policy until the record has another id, which does not harm their mail. %s"
                                .formatted(
                                        host.downSince(),
                                        host.upSince(),
                                        manual
                                                ? "For a new id, change spec.maxAgeSeconds by one."
                                                : "The operator renews the id, at most once a day."));
    }

    /** The record waits a week at most. */
    private static Optional<String> addresses(ServedPolicy served, Instant now) {
        return HostMemory.foundElsewhereUntil(served)
                .filter(until -> served.seenSince() != null && until.isAfter(now))
                .map(until ->
                        "Resolvers may cache earlier addresses of the policy host until %s, which is longer than a record waits: until then a sender may fetch the earlier policy under the new id."
                                .formatted(until));
    }
}
