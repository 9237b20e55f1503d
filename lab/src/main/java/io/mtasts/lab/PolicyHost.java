package io.mtasts.lab;

import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.net.Loopback;
import io.mtasts.lab.tls.Tls;
import io.mtasts.lab.web.Answer;
import io.mtasts.lab.web.Request;
import io.mtasts.lab.web.Site;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A policy host, {@code mta-sts.example.com}: what it shows and answers, at all of its addresses or at one of them. */
public final class PolicyHost {
    /** Where a policy is (RFC 8461 section 3.3). */
    public static final String PATH = "/.well-known/mta-sts.txt";

    private final String name;
    private final World world;
    private final Map<InetAddress, Answer> answersAt = new ConcurrentHashMap<>();
    private final Map<InetAddress, Tls> handshakesAt = new ConcurrentHashMap<>();
    private volatile Tls tls;
    private volatile Answer answer = Answer.status(404);

    PolicyHost(String name, World world) {
        this.name = name;
        this.world = world;
        this.tls = Tls.present(world.authority().issue(name));
    }

    public String name() {
        return name;
    }

    /** Shows a certificate of this kind. */
    public PolicyHost present(Certificates kind) {
        return handshake(Tls.present(kind.forHost(world.authority(), name)));
    }

    /** Goes about the handshake like this. */
    public PolicyHost handshake(Tls other) {
        tls = other;
        return this;
    }

    /** Serves this policy, as it should be served. */
    public PolicyHost policy(String body) {
        return answer(Answer.policy(body));
    }

    /** Answers requests for the policy with this. */
    public PolicyHost answer(Answer other) {
        answer = other;
        return this;
    }

    /** Goes about the handshake differently at one address. */
    public PolicyHost handshakeAt(InetAddress address, Tls other) {
        handshakesAt.put(address, other);
        return this;
    }

    /** Answers with something else at one address. */
    public PolicyHost answerAt(InetAddress address, Answer other) {
        answersAt.put(address, other);
        return this;
    }

    /** Moves to so many addresses of its own, which the name then has in DNS; returns them. */
    public List<InetAddress> addresses(int count) {
        var addresses = Stream.generate(world::newFront).limit(count).toList();
        world.dns()
                .zoneOf(name)
                .orElseThrow()
                .set(
                        name,
                        "A",
                        addresses.stream().map(InetAddress::getHostAddress).toArray(String[]::new));
        return addresses;
    }

    /** Moves to the IPv6 loopback, and has no IPv4 address, on a machine {@linkplain Loopback#hasIpv6() that has one}. */
    public PolicyHost ipv6Only() {
        world.web().listenAt(Loopback.IPV6);
        world.dns().zoneOf(name).orElseThrow().remove(name).set(name, "AAAA", Loopback.IPV6.getHostAddress());
        return this;
    }

    /** Moves to one address where nothing listens. */
    public PolicyHost down() {
        world.web().refuseAt(addresses(1).getFirst());
        return this;
    }

    Site siteAt(InetAddress address) {
        return new Site(handshakesAt.getOrDefault(address, tls), request -> answerTo(request, address));
    }

    private Answer answerTo(Request request, InetAddress address) {
        return request.target().equals(PATH) ? answersAt.getOrDefault(address, answer) : Answer.status(404);
    }
}
