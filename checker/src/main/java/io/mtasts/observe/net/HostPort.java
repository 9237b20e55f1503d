package io.mtasts.observe.net;

import java.net.InetAddress;
import java.util.Locale;

/** A host name or address with a port, as flags name them. {@code host} is in lower case and without brackets. */
public record HostPort(String host, int port) {

    /**
     * Reads {@code HOST} or {@code HOST:PORT}; an IPv6 address with a port stands in brackets.
     *
     * @throws IllegalArgumentException with a sentence for the user when it is neither
     */
    public static HostPort parse(String text, int defaultPort) {
        var trimmed = text.trim();
        if (trimmed.startsWith("[")) {
            int end = trimmed.indexOf(']');
            if (end < 0) {
                throw new IllegalArgumentException("\"" + text + "\" has no closing bracket after the IPv6 address.");
            }
            var rest = trimmed.substring(end + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" has something other than :PORT after the bracket.");
            }
            return of(text, trimmed.substring(1, end), rest.isEmpty() ? "" : rest.substring(1), defaultPort);
        }
        int colon = trimmed.indexOf(':');
        if (colon < 0 || colon != trimmed.lastIndexOf(':')) { // none, or an IPv6 address on its own
            return of(text, trimmed, "", defaultPort);
        }
        return of(text, trimmed.substring(0, colon), trimmed.substring(colon + 1), defaultPort);
    }

    private static HostPort of(String text, String host, String port, int defaultPort) {
        if (host.isEmpty() || !host.matches("[A-Za-z0-9._:%-]+")) {
            throw new IllegalArgumentException("\"" + text + "\" is not a host: write HOST, HOST:PORT or [IPV6]:PORT.");
        }
        return new HostPort(canonical(host), port.isEmpty() ? defaultPort : portOf(text, port));
    }

    /** Addresses in the one way of writing them by which they are compared. */
    private static String canonical(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        if (lower.indexOf('%') >= 0) {
            return lower;
        }
        try {
            return AddressText.of(InetAddress.ofLiteral(lower));
        } catch (IllegalArgumentException aName) {
            return lower;
        }
    }

    private static int portOf(String text, String port) {
        if (port.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(port);
            if (number >= 1 && number <= 65535) {
                return number;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\": a port is a number from 1 to 65535.");
    }

    /** As it would be written in a flag. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
