package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.World;
import io.mtasts.lab.net.HttpProxy;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.ProxyServer;
import io.mtasts.observe.smtp.MxOutcome;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections through an HTTP proxy, which differ from those of {@link ProxyTest} by how it is told, and what it answers. */
class HttpProxyTest {
    private final World world = World.start();
    private final HttpProxy proxy = HttpProxy.start(Lab.address("127.0.8.1"));

    @BeforeEach
    void start() {
        world.domain("a.test").complete();
    }

    @AfterEach
    void stop() {
        proxy.close();
        world.close();
    }

    private PublicView look(HttpProxy through, String login) {
        var server = Optional.of(ProxyServer.parse("http://" + login + place(through)));
        var settings = Lab.settings(world).smtpProxy(server).policyProxy(server).build();
        try (var observer = new NetworkObserver(settings, Clock.systemUTC())) {
            return observer.observe("a.test", Look.ALL);
        }
    }

    private static String place(HttpProxy proxy) {
        return AddressText.of(proxy.address().getAddress()) + ":"
                + proxy.address().getPort();
    }

    private static PolicyOutcome unreachable(HttpProxy proxy, NoContact kind, String what) {
        return new PolicyOutcome.Unreachable(kind, "the proxy " + place(proxy) + " " + what);
    }

    @Test
    void leadsToPolicyHostAndMailServer() {
        var view = look(proxy, "");

        assertThat(Lab.policy(view)).isInstanceOf(PolicyOutcome.Answered.class);
        assertThat(Lab.mx(view)).isInstanceOf(MxOutcome.Accepted.class);
        assertThat(proxy.targets())
                .containsOnly(
                        new InetSocketAddress(Lab.address("127.0.2.1"), world.httpsPort()),
                        new InetSocketAddress(world.mail("mx1.a.test").address(), world.smtpPort()));
    }

    @Test
    void aLoginIsGivenToOneThatWantsIt() {
        try (var careful = HttpProxy.start(Lab.address("127.0.8.2"), "user:pass word")) {
            assertThat(Lab.policy(look(careful, "user:pass%20word@"))).isInstanceOf(PolicyOutcome.Answered.class);
            assertThat(Lab.policy(look(careful, "user:wrong@")))
                    .isEqualTo(unreachable(careful, NoContact.NOT_TRIED, "rejects the user name and password"));
            assertThat(Lab.policy(look(careful, "")))
                    .isEqualTo(unreachable(careful, NoContact.NOT_TRIED, "requires a user name and a password"));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "403 Forbidden,           NOT_TRIED,         does not allow this connection (status 403)",
        "405 Method Not Allowed,  NOT_TRIED,         does not allow this connection (status 405)",
        "502 Bad Gateway,         NO_ROUTE,          reports that it cannot connect (status 502)",
        "503 Service Unavailable, NOT_TRIED,         'could not connect and does not say why (status 503)'",
        "504 Gateway Timeout,     CONNECT_TIMED_OUT, got no answer to its connection attempt",
        "302 Found,               NOT_TRIED,         'could not connect and does not say why (status 302)'",
    })
    void whatTheProxySaysIsKept(String status, NoContact kind, String words) {
        proxy.answer("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\nSorry");

        assertThat(Lab.policy(look(proxy, ""))).isEqualTo(unreachable(proxy, kind, words));
    }

    @Test
    void aHostThatRefusesIsOfTheHost() {
        world.mail("mx1.a.test").refuseConnections();

        assertThat(Lab.mx(look(proxy, "")))
                .isEqualTo(new MxOutcome.NoConversation(
                        NoContact.NO_ROUTE,
                        "the proxy " + place(proxy) + " reports that it cannot connect (status 502)"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "SSH-2.0-x, does not speak HTTP",
        "HTTP/3 200, does not speak HTTP",
        "'', broke off: no answer to CONNECT"
    })
    void oneThatIsNoHttpProxyIsToldAsSuch(String line, String words) {
        proxy.answer(line.isEmpty() ? "" : line + "\r\n\r\n");

        assertThat(Lab.policy(look(proxy, ""))).isEqualTo(unreachable(proxy, NoContact.NOT_TRIED, words));
    }

    @Test
    void aHeadWithoutEndIsCutOff() {
        proxy.answer("x".repeat(100_000));

        assertThat(Lab.policy(look(proxy, "")))
                .isEqualTo(unreachable(proxy, NoContact.NOT_TRIED, "does not speak HTTP"));
    }
}
