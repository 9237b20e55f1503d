package io.mtasts.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mtasts.lab.World;
import io.mtasts.lab.net.Listener;
import io.mtasts.lab.net.SocksProxy;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.AddressRules;
import io.mtasts.observe.net.AddressText;
import io.mtasts.observe.net.NoContact;
import io.mtasts.observe.net.ProxyServer;
import io.mtasts.observe.smtp.MxOutcome;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections through a SOCKS 5 proxy: to addresses that are found and judged here. */
class ProxyTest {
    private final World world = World.start();
    private final SocksProxy proxy = SocksProxy.start(Lab.address("127.0.8.1"));

    @BeforeEach
    void start() {
        world.domain("a.test").complete();
    }

    @AfterEach
    void stop() {
        proxy.close();
        world.close();
    }

    private static Optional<ProxyServer> through(InetSocketAddress place, String login) {
        return Optional.of(
                ProxyServer.parse("socks5://" + login + AddressText.of(place.getAddress()) + ":" + place.getPort()));
    }

    private PublicView look(ObserverSettings.Builder settings) {
        try (var observer = new NetworkObserver(settings.build(), Clock.systemUTC())) {
            return observer.observe("a.test", Look.ALL);
        }
    }

    private PublicView look(InetSocketAddress place, String login) {
        var server = through(place, login);
        return look(Lab.settings(world).smtpProxy(server).policyProxy(server));
    }

    @Test
    void leadsToPolicyHostAndMailServer() {
        var view = look(proxy.address(), "");

        assertThat(Lab.policy(view)).isInstanceOf(PolicyOutcome.Answered.class);
        assertThat(Lab.mx(view)).isInstanceOf(MxOutcome.Accepted.class);
        assertThat(proxy.targets())
                .containsOnly(
                        new InetSocketAddress(Lab.address("127.0.2.1"), world.httpsPort()),
                        new InetSocketAddress(world.mail("mx1.a.test").address(), world.smtpPort()));
    }

    @Test
    void eachKindOfConnectionHasItsOwn() {
        look(Lab.settings(world).smtpProxy(through(proxy.address(), "")));

        assertThat(proxy.targets()).extracting(InetSocketAddress::getPort).containsOnly(world.smtpPort());
    }

    @Test
    void aLoginIsGivenToOneThatWantsIt() {
        try (var careful = SocksProxy.start(Lab.address("127.0.8.2"), "user:pass word")) {
            assertThat(Lab.mx(look(careful.address(), "user:pass%20word@"))).isInstanceOf(MxOutcome.Accepted.class);
            assertThat(Lab.mx(look(careful.address(), "user:wrong@")))
                    .isEqualTo(notTried(careful, "rejects the user name and password"));
            assertThat(Lab.mx(look(careful.address(), "")))
                    .isEqualTo(notTried(careful, "requires a user name and a password"));
            assertThat(Lab.mx(look(proxy.address(), "user:password@")))
                    .isEqualTo(notTried(proxy, "does not support user name and password"));
        }
    }

    private static MxOutcome notTried(SocksProxy proxy, String what) {
        return new MxOutcome.NoConversation(NoContact.NOT_TRIED, words(proxy, what));
    }

    private static String words(SocksProxy proxy, String what) {
        return "the proxy " + AddressText.of(proxy.address().getAddress()) + ":"
                + proxy.address().getPort() + " " + what;
    }

    @Test
    void addressesAreJudgedBeforeTheProxyIsToldOfThem() {
        var server = through(proxy.address(), "");
        var view = look(Lab.settings(world)
                .addressRules(AddressRules.PUBLIC_ONLY)
                .smtpProxy(server)
                .policyProxy(server));

        assertThat(Lab.mx(view)).isEqualTo(new MxOutcome.NotContacted("it is a loopback address"));
        assertThat(Lab.policy(view)).isEqualTo(new PolicyOutcome.NotContacted("it is a loopback address"));
        assertThat(proxy.targets()).isEmpty();
    }

    @Test
    void aHostThatRefusesIsToldFromAProxyThatIsNotThere() {
        world.mail("mx1.a.test").refuseConnections();
        assertThat(Lab.mx(look(proxy.address(), "")))
                .isEqualTo(new MxOutcome.NoConversation(
                        NoContact.REFUSED, words(proxy, "reports that the connection was refused")));

        proxy.close();
        assertThat(Lab.mx(look(proxy.address(), "")))
                .isEqualTo(notTried(proxy, "cannot be reached: Connection refused"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1, NOT_TRIED,         'could not connect and does not say why (reply 1)'",
        "2, NOT_TRIED,         does not allow this connection",
        "3, NO_ROUTE,          reports that the network is unreachable",
        "4, NO_ROUTE,          reports that the host is unreachable",
        "5, REFUSED,           reports that the connection was refused",
        "6, CONNECT_TIMED_OUT, got no answer to its connection attempt",
        "8, NOT_TRIED,         does not connect to addresses of this kind",
    })
    void whatTheProxySaysIsKept(int reply, NoContact kind, String words) {
        proxy.answer(reply);

        assertThat(Lab.policy(look(proxy.address(), "")))
                .isEqualTo(new PolicyOutcome.Unreachable(kind, words(proxy, words)));
    }

    @Test
    void oneThatSaysNothingIsGivenUp() {
        try (var mute = Listener.at(
                Lab.address("127.0.8.3"),
                0,
                peer -> peer.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            assertThat(Lab.mx(look(mute.address(), "")))
                    .isEqualTo(new MxOutcome.NoConversation(
                            NoContact.NOT_TRIED, "the proxy 127.0.8.3:" + mute.port() + " did not connect within 2 s"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "socks5://proxy.example.net,                  socks5://proxy.example.net:1080, -",
        "socks5://proxy.example.net:1081/,            socks5://proxy.example.net:1081, -",
        "socks5://me:p%40ss@[2001:db8::1]:1081,       socks5://[2001:db8::1]:1081,     me:...",
        "http://proxy.example.net,                    http://proxy.example.net:3128,   -",
        "http://me:p%40ss@proxy.example.net:8080,     http://proxy.example.net:8080,   me:...",
    })
    void isWrittenLikeThisAndShownWithoutPassword(String text, String shown, String login) {
        var server = ProxyServer.parse(text);

        assertThat(server).hasToString(shown);
        assertThat(server.login().map(ProxyServer.Login::toString).orElse("-")).isEqualTo(login);
        server.login().ifPresent(one -> assertThat(one.password()).isEqualTo("p@ss"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "https://proxy.example.net     | that is not a SOCKS 5 or HTTP proxy",
                "socks5h://me:secret@a.test    | names are resolved here and not by the proxy",
                "socks5://me@a.test            | a proxy with a login needs both user name and password",
                "socks5://a.test/path          | that is not a SOCKS 5 or HTTP proxy",
                "socks5://a b                  | that is not an address of a proxy",
                "a.test:1080                   | that is not a SOCKS 5 or HTTP proxy",
            })
    void isNotWrittenOtherwise(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyServer.parse(text))
                .withMessageStartingWith(message)
                .withMessageNotContaining("secret")
                .withMessageEndingWith(
                        "write socks5://[USER:PASSWORD@]HOST[:PORT] or http://[USER:PASSWORD@]HOST[:PORT].");
    }
}
