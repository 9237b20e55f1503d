package io.mtasts.observe.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** IP addresses as people write them: IPv6 in lower case with the longest run of zeros left out (RFC 5952). */
public final class AddressText {
    /** IPv4 before IPv6, then by number: an order that does not depend on the order of DNS answers. */
    public static final Comparator<InetAddress> ORDER = Comparator.<InetAddress>comparingInt(a -> a.getAddress().length)
            .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned);

    private static final int GROUPS = 8;

    private AddressText() {}

    /** Without a zone and without brackets. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address ? ipv6(groups(address.getAddress())) : address.getHostAddress();
    }

    private static int[] groups(byte[] bytes) {
        var groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
        }
        return groups;
    }

    /** The first longest run of at least two zero groups becomes "::". */
    private static String ipv6(int[] groups) {
        int runStart = GROUPS;
        int runLength = 1;
        for (int from = 0; from < GROUPS; from++) {
            int to = from;
            while (to < GROUPS && groups[to] == 0) {
                to++;
            }
            if (to - from > runLength) {
                runStart = from;
                runLength = to - from;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
            } else {
                boolean colon = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
                text.append(colon ? ":" : "").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
