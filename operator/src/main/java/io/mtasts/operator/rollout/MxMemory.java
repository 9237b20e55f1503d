package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.MxHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mail servers that senders may deliver to: those that DNS names and, since a resolver may know no better, those that it named before, for an
 * hour or the time to live that they had, if that was longer. What is remembered of them stands in {@code status.mx}.
 */
public final class MxMemory {
    /** A mail server that has left counts for so long at least. */
    public static final Duration REMEMBERED = Duration.ofHours(1);

    private static final int MOST = 32;

    private MxMemory() {}

    /**
     * What to remember of mail servers that have left. By a clock that may be wrong none is forgotten, and none has left at a time.
     *
     * @param before what the status has
     * @param named what DNS names now
     */
    public static List<MxHost> left(List<MxHost> before, Collection<String> named, Instant now, boolean clockAgrees) {
        return before.stream()
                .filter(host -> !named.contains(host.host()) && isRemembered(host, now, clockAgrees))
                .map(host -> host.lastSeen() == null ? left(host, clockAgrees ? now : null) : host)
                .limit(MOST)
                .toList();
    }

    /** Those that DNS names, and those remembered. */
    public static Set<String> known(List<MxHost> before, Collection<String> named, Instant now, boolean clockAgrees) {
        var hosts = new HashSet<>(named);
        before.stream()
                .filter(host -> isRemembered(host, now, clockAgrees))
                .map(MxHost::host)
                .forEach(hosts::add);
        return hosts;
    }

    private static boolean isRemembered(MxHost host, Instant now, boolean clockAgrees) {
        return host.lastSeen() == null
                || !clockAgrees
                || host.lastSeen().plus(remembered(host)).isAfter(now);
    }

    /** How long it counts after it has left. */
    public static Duration remembered(MxHost host) {
        var kept = Duration.ofSeconds(Objects.requireNonNullElse(host.ttlSeconds(), 0));
        return kept.compareTo(REMEMBERED) > 0 ? kept : REMEMBERED;
    }

    /** What to note of a time to live, in seconds, beside what was noted before: only what is longer than an hour. */
    public static @Nullable Integer ttlSeconds(String host, List<MxHost> before, long seconds) {
        long longest = before.stream()
                .filter(known -> known.host().equals(host))
                .mapToLong(known -> Objects.requireNonNullElse(known.ttlSeconds(), 0))
                .reduce(seconds, Math::max);
        return longest > REMEMBERED.toSeconds() ? (int) Math.min(longest, Integer.MAX_VALUE) : null;
    }

    private static MxHost left(MxHost host, @Nullable Instant since) {
        return new MxHost(
                host.host(),
                null,
                host.pattern(),
                host.tls(),
                null,
                "DNS no longer names it.",
                null,
                since,
                host.ttlSeconds(),
                host.reached());
    }
}
