package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.MxHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mail servers that senders may deliver to: those that DNS names and, since a resolver may know no better, for an hour those that it named
 * before. What is remembered of them stands in {@code status.mx}.
 */
public final class MxMemory {
    private static final Duration REMEMBERED = Duration.ofHours(1);
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
                || host.lastSeen().plus(REMEMBERED).isAfter(now);
    }

    private static MxHost left(MxHost host, @Nullable Instant since) {
        return new MxHost(host.host(), null, host.pattern(), host.tls(), "DNS no longer names it.", null, since);
    }
}
