package io.mtasts.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mtasts.lab.World;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.lab.dns.Why;
import io.mtasts.lab.tls.Tls;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.net.HostPort;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What name servers add to say why there is no answer (RFC 8914), as it comes over the wire. */
class ExtendedErrorTest {
    private static final Look NAMES_ONLY = new Look(false, false);
    private static final String NAME = "_mta-sts.a.test";

    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(
                        Trouble.SERVFAIL,
                        List.of(new Why(7, "the signature of a.test. expired")),
                        "SERVFAIL: DNSSEC bogus (signature expired), extended DNS error 7,"
                                + " \"the signature of a.test. expired\"",
                        Obstacle.DNSSEC_BOGUS),
                arguments(
                        Trouble.SERVFAIL,
                        List.of(new Why(6, "")),
                        "SERVFAIL: DNSSEC bogus, extended DNS error 6",
                        Obstacle.DNSSEC_BOGUS),
                arguments(
                        Trouble.SERVFAIL,
                        List.of(new Why(22, "")),
                        "SERVFAIL: no reachable authority, extended DNS error 22",
                        Obstacle.AUTHORITY),
                arguments(
                        Trouble.REFUSED,
                        List.of(new Why(18, "not you")),
                        "REFUSED: prohibited, extended DNS error 18, \"not you\"",
                        Obstacle.POLICY),
                arguments(
                        Trouble.NXDOMAIN,
                        List.of(new Why(15, "")),
                        "NXDOMAIN: blocked, extended DNS error 15",
                        Obstacle.POLICY),
                arguments(
                        Trouble.NODATA,
                        List.of(new Why(16, "")),
                        "NOERROR: censored, extended DNS error 16",
                        Obstacle.POLICY),
                // Three of them, the most telling first; none twice.
                arguments(
                        Trouble.SERVFAIL,
                        List.of(new Why(23, "1.2.3.4:53"), new Why(22, ""), new Why(9, "no SEP"), new Why(22, "")),
                        "SERVFAIL: DNSSEC bogus (DNSKEY missing), extended DNS error 9, \"no SEP\"; network error,"
                            + " extended DNS error 23, \"1.2.3.4:53\"; no reachable authority, extended DNS error 22",
                        Obstacle.DNSSEC_BOGUS),
                // Of a code that is not registered, and of "other", the number and the server's own words.
                arguments(
                        Trouble.SERVFAIL,
                        List.of(new Why(49_152, "out of coffee"), new Why(0, "ask later")),
                        "SERVFAIL: extended DNS error 49152, \"out of coffee\"; extended DNS error 0, \"ask later\"",
                        Obstacle.UNSAID),
                // What somebody writes who means harm.
                arguments(
                        Trouble.SERVFAIL,
                        List.of(new Why(65_535, "\u001b[2J\"\n\u202e" + "x".repeat(20_000))),
                        "SERVFAIL: extended DNS error 65535, \"\\x1B[2J\\\"\\x0A\\u202E" + "x".repeat(58) + "...\"",
                        Obstacle.UNSAID));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("errors")
    void isSaidInWords(Trouble trouble, List<Why> why, String words, Obstacle obstacle) {
        world.domain("a.test").complete();
        boolean fits = why.getFirst().text().length() < 1000;
        world.dns().resolver().fail(NAME, "TXT", fits ? trouble : Trouble.TRUNCATED, why.toArray(Why[]::new));

        assertThat(look().record().answer())
                .isEqualTo(new Answer.Unavailable<>("127.0.0.53:" + world.dnsPort() + " answered " + words, obstacle));
    }

    @Test
    void isSaidOverTcpAndOverTlsToo() {
        world.domain("a.test").complete();
        world.dns().resolver().fail(NAME, "TXT", Trouble.TRUNCATED, Why.SIGNATURE_EXPIRED);
        var said = " answered SERVFAIL: DNSSEC bogus (signature expired), extended DNS error 7, \"signature expired\"";

        assertThat(look().record().answer())
                .isEqualTo(new Answer.Unavailable<>("127.0.0.53:" + world.dnsPort() + said, Obstacle.DNSSEC_BOGUS));
        try (var front = world.dns()
                .resolver()
                .overTls(Tls.present(Certificates.good().forHost(world.authority(), "127.0.0.53")))) {
            assertThat(look("tls://127.0.0.53:" + front.port()).record().answer())
                    .isEqualTo(new Answer.Unavailable<>("127.0.0.53:" + front.port() + said, Obstacle.DNSSEC_BOGUS));
        }
    }

    @Test
    void explainsAnAnswerAndMakesNone() {
        world.domain("a.test").zone().set(NAME, "A", "192.0.2.1");
        world.dns().resolver().fail(NAME, "TXT", Trouble.NXDOMAIN, new Why(6, ""), new Why(19, ""), new Why(29, ""));

        assertThat(look().record().answer()).isEqualTo(new Answer.NoSuchName<>(List.of()));
    }

    @Test
    void anotherResolverIsAskedWhereOneBlocks() {
        world.domain("a.test").complete();
        world.dns().resolver().fail(NAME, "TXT", Trouble.NXDOMAIN, Why.BLOCKED);
        var next = world.dns().nameServer("ns1.lab.test").address();

        assertThat(look("127.0.0.53:" + world.dnsPort(), next.getAddress().getHostAddress() + ":" + next.getPort())
                        .record()
                        .answer()
                        .records())
                .containsExactly("v=STSv1; id=1;");
    }

    @Test
    void oneKindOfAddressesMayBeKeptBack() {
        world.domain("a.test").complete();
        world.dns().resolver().fail("mta-sts.a.test", "AAAA", Trouble.NODATA, new Why(17, ""));

        assertThat(((Answer.Found<InetAddress>) look().policyHost().addresses()).unavailable())
                .contains(new Answer.Unavailable<>(
                        "127.0.0.53:" + world.dnsPort() + " answered NOERROR: filtered, extended DNS error 17",
                        Obstacle.POLICY));
    }

    @Test
    void authoritativeServersSayItToo() {
        world.domain("a.test").complete();
        world.dns().nameServer("ns2.lab.test").fail(NAME, "TXT", Trouble.REFUSED, new Why(18, ""));

        assertThat(look().record().authoritative())
                .filteredOn(at -> at.server().equals("ns2.lab.test"))
                .singleElement()
                .extracting(at -> ((Answer.Unavailable<String>) at.answer()).why())
                .asString()
                .startsWith("ns2.lab.test: 127.")
                .endsWith(" answered REFUSED: prohibited, extended DNS error 18");
    }

    private PublicView look(String... resolvers) {
        var settings = Lab.settings(world)
                .resolvers(
                        resolvers.length == 0
                                ? List.of(ResolverAddress.plain(new HostPort("127.0.0.53", world.dnsPort())))
                                : Stream.of(resolvers)
                                        .map(ResolverAddress::parse)
                                        .toList())
                .build();
        try (var observer = new NetworkObserver(settings, Clock.systemUTC())) {
            return observer.observe("a.test", NAMES_ONLY);
        }
    }
}
