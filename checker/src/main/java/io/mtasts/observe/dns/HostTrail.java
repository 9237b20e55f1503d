package io.mtasts.observe.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where a host leads, as the name servers say that are responsible for it and for its aliases, so that no cache stands in between.
 *
 * @param authoritative the IPv4 and the IPv6 addresses of the host itself, each as each server gives them
 * @param ttlSeconds the largest time to live of its addresses and of each alias on the way to them: so long they may be kept by whoever
 *     asked before they changed; empty where some name on the way could only be asked of resolvers, whose count goes down
 */
public record HostTrail(List<AtServer<InetAddress>> authoritative, OptionalLong ttlSeconds) {
    /** Not asked for, or not answered. */
    public static final HostTrail NONE = new HostTrail(List.of(), OptionalLong.empty());

    public HostTrail {
        authoritative = List.copyOf(authoritative);
    }
}
