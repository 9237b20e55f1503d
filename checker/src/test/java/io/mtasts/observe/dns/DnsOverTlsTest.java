package io.mtasts.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mtasts.lab.World;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.dns.QueryLog;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.net.Listener;
import io.mtasts.lab.tls.Tls;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.PublicView;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The resolver asked over TLS: only when its certificate names it. */
class DnsOverTlsTest {
    private static final Look NAMES_ONLY = new Look(false, false);
    private static final String NAME = "dns.lab.test";

    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    private Listener front(Certificates kind, String name) {
        return world.dns().resolver().overTls(Tls.present(kind.forHost(world.authority(), name)));
    }

    private static String url(Listener front, String suffix) {
        return "tls://127.0.0.53:" + front.port() + suffix;
    }

    private PublicView look(String... resolvers) {
        try (var observer = observer(resolvers)) {
            return observer.observe("a.test", NAMES_ONLY);
        }
    }

    private NetworkObserver observer(String... resolvers) {
        var settings = Lab.settings(world)
                .resolvers(
                        List.of(resolvers).stream().map(ResolverAddress::parse).toList())
                .build();
        return new NetworkObserver(settings, Clock.systemUTC());
    }

    @Test
    void aCertificateMayNameTheHost() {
        world.domain("a.test").complete();
        try (var front = front(Certificates.good(), NAME)) {
            var view = look(url(front, "#" + NAME));

            assertThat(view.record().answer().records()).containsExactly("v=STSv1; id=1;");
            assertThat(view.mailServers().answer().records()).containsExactly(new MxRecord(10, "mx1.a.test"));
        }
        assertThat(world.dns().log().count("resolver", "_mta-sts.a.test", "TXT", QueryLog.Transport.UDP))
                .isZero();
    }

    @Test
    void aCertificateMayNameTheAddress() {
        world.domain("a.test").complete();
        try (var front = front(Certificates.good(), "127.0.0.53")) {
            assertThat(look(url(front, "")).record().answer().records()).containsExactly("v=STSv1; id=1;");
        }
    }

    @Test
    void connectionsAreKeptForTheNextQuestion() {
        world.domain("a.test").complete();
        try (var front = front(Certificates.good(), NAME);
                var observer = observer(url(front, "#" + NAME))) {
            observer.observe("a.test", NAMES_ONLY);
            long atOnce = front.connections();
            observer.observe("a.test", NAMES_ONLY);

            assertThat(front.connections()).isLessThan(2 * atOnce);
            assertThat(world.dns().log().count("resolver", "a.test", "MX", QueryLog.Transport.TCP))
                    .isEqualTo(2);
        }
    }

    @Test
    void nothingIsAskedOfAServerThatCannotProveItsName() {
        world.domain("a.test").complete();
        try (var front = front(Certificates.named("other.test"), NAME)) {
            assertThat(look(url(front, "#" + NAME)).record().answer())
                    .isEqualTo(unavailable(front, "its certificate is not accepted: it is for other.test"));
            assertThat(look(url(front, "")).record().answer())
                    .isEqualTo(unavailable(
                            front, "its certificate is not accepted: it is not for the address 127.0.0.53"));
        }
        try (var front = front(Certificates.selfSigned(), NAME)) {
            assertThat(look(url(front, "#" + NAME)).record().answer())
                    .isEqualTo(unavailable(front, "its certificate is not accepted: it is self-signed"));
        }
        try (var front = world.dns().resolver().overTls(Tls.Alert.HANDSHAKE_FAILURE)) {
            assertThat(look(url(front, "#" + NAME)).record().answer())
                    .isEqualTo(unavailable(
                            front,
                            "no TLS handshake: it ended the handshake with the alert handshake_failure: most"
                                    + " often it has no cipher suite in common with this probe"));
        }
        assertThat(world.dns().log().count("resolver", "_mta-sts.a.test", "TXT", QueryLog.Transport.TCP))
                .isZero();
    }

    private static Answer<String> unavailable(Listener front, String why) {
        return new Answer.Unavailable<>("there is no secure connection to 127.0.0.53:" + front.port() + ": " + why);
    }

    @Test
    void oneThatSaysNothingIsGivenUp() {
        world.domain("a.test").complete();
        world.dns().resolver().fail("_mta-sts.a.test", "TXT", Trouble.SILENT);
        try (var front = front(Certificates.good(), NAME)) {
            assertThat(look(url(front, "#" + NAME)).record().answer())
                    .isEqualTo(new Answer.Unavailable<>("127.0.0.53:" + front.port() + " did not answer within 2 s"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "9.9.9.9,                                  9.9.9.9:53",
                "tls://9.9.9.9,                            tls://9.9.9.9:853#9.9.9.9",
                "tls://DNS.example.net,                    tls://dns.example.net:853#dns.example.net",
                "tls://9.9.9.9:8853#dns.example.net,       tls://9.9.9.9:8853#dns.example.net",
                "tls://[2001:db8:0::1]#2001:db8::1,        tls://[2001:db8::1]:853#2001:db8::1",
            })
    void isWrittenLikeThis(String text, String whole) {
        assertThat(ResolverAddress.parse(text)).hasToString(whole);
    }

    @Test
    void isNotWrittenOtherwise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResolverAddress.parse("https://dns.example.net"))
                .withMessage("\"https://dns.example.net\" is not a resolver: write HOST[:PORT] or"
                        + " tls://HOST[:PORT][#NAME].");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResolverAddress.parse("tls://9.9.9.9#a b"))
                .withMessage("\"a b\" is not a host: write HOST, HOST:PORT or [IPV6]:PORT.");
    }
}
