package io.mtasts.lab.dns;

import java.net.InetAddress;
import java.util.Optional;
import org.xbill.DNS.Type;

/**
 * A name server that has every zone there is, down from the root: those who want to be answered by recursion and those who come for
 * authority can both ask it. Names outside of its zones do not exist.
 */
public final class SoleServer implements AutoCloseable {
    private static final String HOME = "lab.test";
    private static final String NAME = "ns1.lab.test";

    private final Authority authority = new Authority();
    private final NameServer server;

    private SoleServer(InetAddress listen, int port, InetAddress known) {
        authority.serve(Zone.of("."));
        serve(Zone.of(HOME)).set(NAME, known.getAddress().length == 4 ? "A" : "AAAA", known.getHostAddress());
        this.server = NameServer.start(NAME, listen, port, new Answers(authority::zoneOf, false), new QueryLog());
    }

    /**
     * Starts it, without zones but its own.
     *
     * @param listen where it listens, on UDP and TCP; port 0 lets the kernel choose
     * @param known where others find it: the address of {@code ns1.lab.test}
     */
    public static SoleServer start(InetAddress listen, int port, InetAddress known) {
        return new SoleServer(listen, port, known);
    }

    public NameServer server() {
        return server;
    }

    /** Serves this zone, instead of what it had of this origin; it gets an NS record if it has none. */
    public Zone serve(Zone zone) {
        if (zone.records(zone.origin(), Type.NS).isEmpty()) {
            zone.set(zone.origin().toString(), "NS", NAME + ".");
        }
        authority.serve(zone);
        return zone;
    }

    /** The zone that a name is in; none where there is only the root. */
    public Optional<Zone> zoneOf(String name) {
        return authority.zoneOf(Zone.name(name)).filter(zone -> zone.origin().labels() > 1);
    }

    /** Serves the zone of this origin no more. */
    public void drop(String origin) {
        authority.drop(Zone.name(origin));
    }

    @Override
    public void close() {
        server.close();
    }
}
