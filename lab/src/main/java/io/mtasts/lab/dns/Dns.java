package io.mtasts.lab.dns;

import io.mtasts.lab.net.Loopback;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.xbill.DNS.Name;

/**
 * A small domain name system: a recursive server, two authoritative servers for all zones that do not bring their own,
 * and more of those on request. All listen at the same port number, each at its own loopback address.
 */
public final class Dns implements AutoCloseable {
    private static final InetAddress RESOLVER = Loopback.of("127.0.0.53");
    private static final int NAME_SERVERS = 1;

    private record Hosted(NameServer server, Authority authority) {}

    private final QueryLog log = new QueryLog();
    private final Map<String, Hosted> servers = new ConcurrentHashMap<>();
    private final Map<Name, List<Hosted>> hosts = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private final Zone root = Zone.of(".");
    private final NameServer resolver;

    private Dns(int port) {
        this.resolver = NameServer.start("resolver", RESOLVER, port, new Answers(this::reachableZoneOf, true), log);
        nameServer("ns1.lab.test");
        nameServer("ns2.lab.test");
        var own = zone("lab.test");
        Stream.of("ns1.lab.test", "ns2.lab.test")
                .forEach(name -> own.set(name, "A", addressOf(nameServer(name)).getHostAddress()));
    }

    /** Starts the recursive server and two authoritative ones, {@code ns1.lab.test} and {@code ns2.lab.test}. */
    public static Dns start() {
        return start(0);
    }

    /** As {@link #start()}, at this port; 0 lets the kernel choose. */
    public static Dns start(int port) {
        return new Dns(port);
    }

    /** The server that answers for all zones, by following aliases from one to the other. */
    public NameServer resolver() {
        return resolver;
    }

    public InetSocketAddress resolverAddress() {
        return resolver.address();
    }

    /** The port, UDP and TCP, of every name server here. */
    public int port() {
        return resolver.address().getPort();
    }

    public QueryLog log() {
        return log;
    }

    /** The authoritative server of this name, started if there is none yet. */
    public NameServer nameServer(String name) {
        return hosted(name).server();
    }

    /** The deepest zone that a name is in, as its first server has it. */
    public Optional<Zone> zoneOf(String name) {
        return serversOf(Zone.name(name)).stream()
                .findFirst()
                .flatMap(hosted -> hosted.authority().zoneOf(Zone.name(name)));
    }

    /** The zone with this origin, made if there is none yet, at {@code ns1.lab.test} and {@code ns2.lab.test}. */
    public Zone zone(String origin) {
        return hosts.containsKey(Zone.name(origin))
                ? zoneOf(origin).orElseThrow()
                : zone(origin, "ns1.lab.test", "ns2.lab.test");
    }

    /** A new zone at these name servers, with their NS records, and addresses where their names are in it. */
    public Zone zone(String origin, String... nameServers) {
        var zone = Zone.of(origin);
        var at = Stream.of(nameServers).map(this::hosted).toList();
        at.forEach(hosted -> hosted.authority().serve(zone));
        hosts.put(zone.origin(), at);
        for (var hosted : at) {
            var name = hosted.server().name();
            zone.add(origin, "NS", name + ".");
            zoneOf(name)
                    .ifPresent(home ->
                            home.set(name, "A", addressOf(hosted.server()).getHostAddress()));
        }
        return zone;
    }

    /** Gives one of a zone's servers its own copy, which can then be made to differ from what the others say. */
    public Zone diverge(String origin, String nameServer) {
        var authority = hosted(nameServer).authority();
        var own = authority.zoneOf(Zone.name(origin)).orElseThrow().copy();
        authority.serve(own);
        return own;
    }

    private Hosted hosted(String name) {
        return servers.computeIfAbsent(name, absent -> {
            var authority = new Authority();
            var address = Loopback.address(NAME_SERVERS, started.getAndIncrement());
            return new Hosted(
                    NameServer.start(name, address, port(), new Answers(authority::zoneOf, false), log), authority);
        });
    }

    private static InetAddress addressOf(NameServer server) {
        return server.address().getAddress();
    }

    private List<Hosted> serversOf(Name name) {
        for (int dropped = 0; dropped < name.labels(); dropped++) {
            var found = hosts.get(new Name(name, dropped));
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    /** Where a recursive server would get to: the first server of the zone that is up. Unknown names end at the root. */
    private Optional<Zone> reachableZoneOf(Name name) {
        var at = serversOf(name);
        return at.isEmpty()
                ? Optional.of(root)
                : at.stream()
                        .filter(hosted -> !hosted.server().isDown())
                        .findFirst()
                        .flatMap(hosted -> hosted.authority().zoneOf(name));
    }

    @Override
    public void close() {
        resolver.close();
        servers.values().forEach(hosted -> hosted.server().close());
    }
}
