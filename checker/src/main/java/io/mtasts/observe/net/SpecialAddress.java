package io.mtasts.observe.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The addresses that are not public, by the IANA registries of special-purpose addresses (RFC 6890). */
final class SpecialAddress {
    private record Special(Cidr range, String kind) {}

    private static final List<Special> RANGES = List.of(
            special("0.0.0.0/8", "an address of this network"),
            special("10.0.0.0/8", "a private address"),
            special("100.64.0.0/10", "a shared address of a provider"),
            special("127.0.0.0/8", "a loopback address"),
            special("169.254.0.0/16", "a link-local address"),
            special("172.16.0.0/12", "a private address"),
            special("192.0.0.0/24", "an address for protocols"),
            special("192.0.2.0/24", "an address for documentation"),
            special("192.31.196.0/24", "an anycast address of AS112"),
            special("192.52.193.0/24", "an anycast address for AMT"),
            special("192.88.99.0/24", "an anycast address for 6to4"),
            special("192.168.0.0/16", "a private address"),
            special("192.175.48.0/24", "an anycast address of AS112"),
            special("198.18.0.0/15", "an address for benchmarks"),
            special("198.51.100.0/24", "an address for documentation"),
            special("203.0.113.0/24", "an address for documentation"),
            special("224.0.0.0/4", "a multicast address"),
            special("240.0.0.0/4", "a reserved address"),
            special("::/128", "the unspecified address"),
            special("::1/128", "a loopback address"),
            special("100::/64", "a discard address"),
            special("2001:db8::/32", "an address for documentation"),
            special("3fff::/20", "an address for documentation"),
            special("5f00::/16", "a segment routing address"),
            special("fc00::/7", "a private address"),
            special("fe80::/10", "a link-local address"),
            special("fec0::/10", "a site-local address"),
            special("ff00::/8", "a multicast address"));

    /** An IPv4 address inside an IPv6 one: the range, and where in it the four octets stand. */
    private record Carrier(Cidr range, int offset, String form) {}

    private static final List<Carrier> CARRIERS = List.of(
            carrier("::ffff:0:0:0/96", 12, "translated"),
            carrier("::/96", 12, "embedded"),
            carrier("64:ff9b::/96", 12, "NAT64"),
            carrier("64:ff9b:1::/48", 12, "NAT64"),
            carrier("2002::/16", 2, "6to4"));

    /** What is not given out to hosts, outside of 2000::/3 (RFC 4291), and Teredo, whose inner address is scrambled. */
    private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");

    private static final Cidr PROTOCOLS = Cidr.parse("2001::/23");

    private SpecialAddress() {}

    /** What kind of special address this is, with its article; empty when it is a public one. */
    static Optional<String> of(InetAddress address) {
        var listed = RANGES.stream()
                .filter(special -> special.range().contains(address))
                .findFirst();
        if (listed.isPresent()) {
            return listed.map(Special::kind);
        }
        return address instanceof Inet6Address ? ofSix(address) : Optional.empty();
    }

    private static Optional<String> ofSix(InetAddress address) {
        for (var carrier : CARRIERS) {
            if (carrier.range().contains(address)) {
                return of(inner(address, carrier.offset()))
                        .map(kind -> kind + " in its " + carrier.form() + " IPv6 form");
            }
        }
        if (PROTOCOLS.contains(address)) {
            return Optional.of("an address for protocols");
        }
        return GLOBAL_UNICAST.contains(address) ? Optional.empty() : Optional.of("a reserved address");
    }

    private static InetAddress inner(InetAddress address, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), offset, offset + 4));
        } catch (UnknownHostException fourOctets) {
            throw new IllegalStateException("four octets are an IPv4 address", fourOctets);
        }
    }

    private static Special special(String range, String kind) {
        return new Special(Cidr.parse(range), kind);
    }

    private static Carrier carrier(String range, int offset, String form) {
        return new Carrier(Cidr.parse(range), offset, form);
    }
}
