package io.mtasts.observe.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.dane.TlsaRecord;
import io.mtasts.lab.World;
import io.mtasts.lab.dns.QueryLog;
import io.mtasts.lab.dns.Trouble;
import io.mtasts.observe.Lab;
import io.mtasts.observe.Look;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.smtp.MxOutcome;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where senders look for TLSA records, and which answers they rely on (RFC 7672 section 2.2). */
class TlsaLookupTest {
    private static final String KEY = "3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String OTHER = "2 0 1 fedcba98765432100123456789abcdef0123456789abcdef0123456789abcdef";

    private final World world = World.start();

    @AfterEach
    void stop() {
        world.close();
    }

    private PublicView look(String domain) {
        try (var observer = Lab.observer(world)) {
            return observer.observe(domain, Look.ALL);
        }
    }

    private MxHostView host(String domain) {
        return look(domain).mailServers().hosts().getFirst();
    }

    @Test
    void recordsOfASignedZoneAreSecure() {
        world.domain("a.test").complete().tlsa(KEY, OTHER);

        var view = look("a.test");

        var tlsa = view.mailServers().hosts().getFirst().tlsa();
        assertThat(tlsa.answer().records()).extracting(TlsaRecord::text).containsExactly(OTHER, KEY);
        assertThat(tlsa.base()).isEqualTo("mx1.a.test");
        assertThat(tlsa.isSecure()).isTrue();
        assertThat(view.mailServers().validation()).isEqualTo(Validation.SECURE);
    }

    @Test
    void recordsOfAnyOtherAreNot() {
        world.domain("a.test").complete().zone().set("_25._tcp.mx1.a.test", "TLSA", KEY);

        var tlsa = host("a.test").tlsa();

        assertThat(tlsa.published()).isEqualTo(1);
        assertThat(tlsa.validation()).isEqualTo(Validation.INSECURE);
        assertThat(tlsa.addresses()).isEqualTo(Validation.INSECURE);
    }

    /** Only a chain of signed zones is secure. */
    @Test
    void anAliasIntoAZoneThatIsNotSignedIsNotSecure() {
        world.domain("a.test").complete().zone().sign().set("_25._tcp.mx1.a.test", "CNAME", "tlsa.b.test.");
        world.domain("b.test").zone().set("tlsa.b.test", "TLSA", KEY);

        var tlsa = host("a.test").tlsa();

        assertThat(tlsa.answer().records()).hasSize(1);
        assertThat(tlsa.addresses()).isEqualTo(Validation.SECURE);
        assertThat(tlsa.validation()).isEqualTo(Validation.INSECURE);
    }

    /** What the mail server's CNAME leads to first, then its own name. */
    @ParameterizedTest
    @CsvSource({"true, real.b.test, " + OTHER, "false, mx1.a.test, " + KEY})
    void theNameBehindTheAliasComesFirst(boolean behind, String base, String record) {
        var a = world.domain("a.test").complete().tlsa(KEY);
        var address = a.mail().address().getHostAddress();
        a.zone().remove("mx1.a.test").set("mx1.a.test", "CNAME", "real.b.test.");
        var b = world.domain("b.test").zone().sign().set("real.b.test", "A", address);
        if (behind) {
            b.set("_25._tcp.real.b.test", "TLSA", OTHER);
        }

        var tlsa = host("a.test").tlsa();

        assertThat(tlsa.base()).isEqualTo(base);
        assertThat(tlsa.answer().records()).extracting(TlsaRecord::text).containsExactly(record);
        assertThat(tlsa.isSecure()).isTrue();
    }

    @Test
    void servfailOfAResolverThatCountsIsAFailure() {
        world.domain("a.test").complete().zone().sign();
        world.dns().resolver().fail("_25._tcp.mx1.a.test", "TLSA", Trouble.SERVFAIL);

        var tlsa = host("a.test").tlsa();

        assertThat(tlsa.answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(tlsa.validation()).isEqualTo(Validation.FAILED);
        assertThat(tlsa.addresses()).isEqualTo(Validation.SECURE);
    }

    @Test
    void addressesOfOneKindAreEnough() {
        world.domain("a.test").complete().tlsa(KEY);
        world.dns().resolver().fail("mx1.a.test", "AAAA", Trouble.SERVFAIL);

        assertThat(host("a.test").tlsa().isSecure()).isTrue();
    }

    @Test
    void tenThousandAreBounded() {
        world.domain("a.test")
                .complete()
                .tlsa(IntStream.range(0, 10_000)
                        .mapToObj("3 1 1 %064x"::formatted)
                        .toArray(String[]::new));

        var tlsa = host("a.test").tlsa();

        assertThat(tlsa.answer().records()).hasSizeLessThanOrEqualTo(TlsaView.MOST_KEPT);
        assertThat(tlsa.answer() instanceof Answer.Unavailable || tlsa.published() > TlsaView.MOST_KEPT)
                .isTrue();
    }

    /** Thousands of mail servers are remembered: those without TLSA records need no certificates. */
    @Test
    void certificatesAreKeptWhereTheyAreCompared() {
        world.domain("a.test").complete().tlsa(KEY);
        world.domain("b.test").complete();

        assertThat(chain(host("a.test"))).isEqualTo(2);
        assertThat(chain(host("b.test"))).isZero();
    }

    private static int chain(MxHostView host) {
        return host.attempts().getFirst().outcome() instanceof MxOutcome.Accepted accepted
                ? accepted.certificate().chain().size()
                : -1;
    }

    /** A handshake shows all that there is to compare. */
    @Test
    void noFurtherConnectionIsMade() {
        world.domain("a.test").complete().tlsa(KEY);
        world.domain("b.test").complete();

        look("a.test");
        look("b.test");

        assertThat(world.domain("a.test").mail().connections())
                .isEqualTo(world.domain("b.test").mail().connections());
        assertThat(world.dns().log().count("resolver", "_25._tcp.mx1.a.test", "TLSA", QueryLog.Transport.UDP))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.53, '', false, true",
        "::1, '', false, true",
        "10.0.0.10, '', false, false",
        "1.1.1.1, '', false, false",
        "1.1.1.1, one.one.one.one, false, true",
        "10.0.0.10, '', true, true"
    })
    void whoseWordCounts(String address, String tlsName, boolean trustAD, boolean counts) {
        assertThat(Resolvers.counts(
                        new InetSocketAddress(address, 53),
                        Optional.of(tlsName).filter(name -> !name.isEmpty()),
                        trustAD))
                .isEqualTo(counts);
    }
}
