package io.mtasts.observe.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where the connections that are meant for a host go: to its addresses, or elsewhere where {@link ConnectTo} says so. */
public final class ConnectOverride {
    private final List<ConnectTo> elsewhere;
    private final Function<String, List<InetAddress>> lookup;

    public ConnectOverride(List<ConnectTo> elsewhere, Function<String, List<InetAddress>> lookup) {
        this.elsewhere = elsewhere;
        this.lookup = lookup;
    }

    /**
     * A place to connect to.
     *
     * @param address the one that the connection is meant for
     * @param to where it goes; unresolved where the user named a name that has no address
     * @param via where it goes, for the message, when that is elsewhere
     */
    public record Hop(InetAddress address, InetSocketAddress to, Optional<String> via) {
        /** Was this place named by the user, and not by whoever owns the name? */
        boolean chosenByUser() {
            return via.isPresent();
        }
    }

    /**
     * At most so many places for a host with these addresses. A name that is led elsewhere has one, with or without DNS; but where
     * it is led to a name without an address, and has none itself, it has no place.
     */
    public List<Hop> hops(String host, List<InetAddress> addresses, int port, int most) {
        var byName = target(host, port);
        if (byName.isPresent()) {
            return hop(byName.get())
                    .or(() -> addresses.stream().findFirst().map(address -> nowhere(address, byName.get())))
                    .stream()
                    .toList();
        }
        return inTurn(addresses).stream()
                .limit(most)
                .map(address -> hop(address, port))
                .toList();
    }

    /** One of each family after the other, so that neither is left out where there are too many. */
    private static List<InetAddress> inTurn(List<InetAddress> addresses) {
        var four = addresses.stream().filter(Inet4Address.class::isInstance).toList();
        var six = addresses.stream().filter(Inet6Address.class::isInstance).toList();
        return IntStream.range(0, Math.max(four.size(), six.size()))
                .boxed()
                .flatMap(place -> Stream.of(four, six)
                        .filter(family -> place < family.size())
                        .map(family -> family.get(place)))
                .toList();
    }

    /** The place for one address. */
    public Hop hop(InetAddress address, int port) {
        return target(AddressText.of(address), port)
                .map(target -> hop(target)
                        .map(led -> new Hop(address, led.to(), led.via()))
                        .orElseGet(() -> nowhere(address, target)))
                .orElseGet(() -> new Hop(address, new InetSocketAddress(address, port), Optional.empty()));
    }

    /** The place that the user named, if its name leads anywhere. */
    public Optional<Hop> hop(HostPort target) {
        return addressOf(target.host())
                .map(address -> new Hop(
                        address, new InetSocketAddress(address, target.port()), Optional.of(target.toString())));
    }

    /** Not to the address itself: the user said that the connection goes elsewhere. */
    private static Hop nowhere(InetAddress address, HostPort target) {
        return new Hop(
                address,
                InetSocketAddress.createUnresolved(target.host(), target.port()),
                Optional.of(target.toString()));
    }

    private Optional<HostPort> target(String nameOrAddress, int port) {
        return elsewhere.stream()
                .filter(one -> one.leads(nameOrAddress, port))
                .findFirst()
                .map(one -> one.target(port));
    }

    private Optional<InetAddress> addressOf(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return lookup.apply(host).stream().findFirst();
        }
    }
}
