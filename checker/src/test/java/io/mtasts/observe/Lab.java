package io.mtasts.observe;

import io.mtasts.lab.World;
import io.mtasts.observe.dns.ResolverAddress;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.Cidr;
import io.mtasts.observe.net.HostPort;
import io.mtasts.observe.net.Ports;
import io.mtasts.observe.net.Timeouts;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.TrustAnchors;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Observers that look at a lab, and what is often asked of their views. */
public final class Lab {
    /** Short enough for a test to wait for, long enough for a busy machine to answer. */
    static final Timeouts QUICK = new Timeouts(
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    static final AddressRules LOOPBACK = new AddressRules(
            List.of(Cidr.parse(World.ALLOWED_NETWORK), Cidr.parse(World.ALLOWED_IPV6_NETWORK)), List.of(), false);

    private static final String NOBODY = "127.0.9.99";

    private Lab() {}

    public static ObserverSettings.Builder settings(World world) {
        return ObserverSettings.builder()
                .resolvers(List.of(ResolverAddress.plain(new HostPort(
                        AddressText.of(world.resolver().getAddress()),
                        world.resolver().getPort()))))
                .ports(new Ports(world.dnsPort(), world.httpsPort(), world.smtpPort()))
                .trust(TrustAnchors.of(List.of(world.authority().root())))
                .addressRules(LOOPBACK)
                .mxCache(Duration.ofHours(1))
                .timeouts(QUICK);
    }

    public static NetworkObserver observer(World world) {
        return new NetworkObserver(settings(world).build(), Clock.systemUTC());
    }

    /** From a place where ports 443 and 25 seem closed outward, by control hosts that do not answer. */
    public static NetworkObserver cutOff(World world) {
        var settings = settings(world)
                .httpsControl(Optional.of(new HostPort(NOBODY, world.httpsPort())))
                .smtpControl(Optional.of(new HostPort(NOBODY, world.smtpPort())));
        return new NetworkObserver(settings.build(), Clock.systemUTC());
    }

    /** What came of asking the only address of the policy host. */
    static PolicyOutcome policy(PublicView view) {
        return only(view.policyHost().attempts()).outcome();
    }

    /** What came of asking the only address of the only mail server. */
    public static MxOutcome mx(PublicView view) {
        return only(only(view.mailServers().hosts()).attempts()).outcome();
    }

    static <T> T only(List<T> some) {
        if (some.size() != 1) {
            throw new AssertionError("one was expected, and these are there: " + some);
        }
        return some.getFirst();
    }

    /** Waits for work that was handed to others, and fails as it does. */
    public static <T> T finished(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    public static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
