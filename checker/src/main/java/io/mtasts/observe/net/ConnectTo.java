package io.mtasts.observe.net;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Leads connections that are meant for one place to another, as curl's option of that name does: only the connection goes
 * there, names and certificates are judged unchanged.
 *
 * @param host the name or address that the connection is meant for, lower case
 * @param port the port it is meant for; any when empty
 * @param toHost where it goes
 * @param toPort the port it goes to; the one it is meant for when empty
 */
public record ConnectTo(String host, OptionalInt port, String toHost, OptionalInt toPort) {
    private static final int NONE = 0;

    /**
     * Reads {@code HOST[:PORT]=HOST[:PORT]}.
     *
     * @throws IllegalArgumentException with a sentence for the user when it is something else
     */
    public static ConnectTo parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no equals sign: write FROM[:PORT]=TO[:PORT].");
        }
        var from = HostPort.parse(text.substring(0, equals), NONE);
        var to = HostPort.parse(text.substring(equals + 1), NONE);
        return new ConnectTo(from.host(), portOf(from), to.host(), portOf(to));
    }

    private static OptionalInt portOf(HostPort place) {
        return place.port() == NONE ? OptionalInt.empty() : OptionalInt.of(place.port());
    }

    /** Is a connection to this host (or address, written out) and port one of those that are led elsewhere? */
    public boolean leads(String toNameOrAddress, int atPort) {
        return host.equals(toNameOrAddress.toLowerCase(Locale.ROOT)) && (port.isEmpty() || port.getAsInt() == atPort);
    }

    /** Where a connection that was meant for {@code atPort} goes. */
    public HostPort target(int atPort) {
        return new HostPort(toHost, toPort.orElse(atPort));
    }
}
