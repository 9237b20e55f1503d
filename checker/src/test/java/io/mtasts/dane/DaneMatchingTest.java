package io.mtasts.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mtasts.dane.DaneMatching.Result;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.KeyKind;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 7672 section 3, row by row. */
class DaneMatchingTest {
    private static final Instant NOW = Instant.now();
    private static final String HOST = "mx1.example.com";
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create("Lab", Clock.systemUTC());
    private static final List<X509Certificate> CHAIN = AUTHORITY.issue(HOST).chain();
    private static final X509Certificate LEAF = CHAIN.get(0);
    private static final X509Certificate ISSUER = CHAIN.get(1);
    private static final List<X509Certificate> EXPIRED = AUTHORITY
            .issue(dated(AUTHORITY.leaf(HOST), NOW.minus(Duration.ofDays(90)), NOW.minus(Duration.ofDays(2))))
            .chain();
    private static final List<X509Certificate> OTHER_NAME =
            AUTHORITY.issue("www.example.net").chain();
    private static final List<X509Certificate> STRANGER = CertificateAuthority.create("Stranger", Clock.systemUTC())
            .issue(HOST)
            .chain();
    private static final List<X509Certificate> RSA = CertificateAuthority.create("Rsa", KeyKind.RSA, Clock.systemUTC())
            .issue(HOST)
            .chain();

    private static final Result MISMATCH = new Result.Mismatch(Optional.empty());
    private static final Result NOTHING_USABLE = new Result.NothingUsable();

    static Stream<Arguments> matches() {
        var kinds = Stream.of(0, 1)
                .flatMap(selector -> Stream.of(0, 1, 2)
                        .flatMap(type -> Stream.of(
                                arguments(record(3, selector, type, LEAF), CHAIN),
                                arguments(record(3, selector, type, RSA.getFirst()), RSA),
                                arguments(record(2, selector, type, ISSUER), CHAIN))));
        return Stream.concat(
                kinds,
                Stream.of(
                        // usage 3 ignores names, dates and issuers (RFC 7672 3.1.1)
                        arguments(record(3, 1, 1, EXPIRED.getFirst()), EXPIRED),
                        arguments(record(3, 1, 1, OTHER_NAME.getFirst()), OTHER_NAME),
                        // one that is whole in the DNS need not be sent along
                        arguments(record(2, 0, 0, ISSUER), List.of(LEAF)),
                        arguments(record(2, 1, 0, ISSUER), List.of(LEAF)),
                        arguments(record(2, 0, 0, AUTHORITY.root()), CHAIN),
                        arguments(record(2, 0, 1, AUTHORITY.root()), List.of(LEAF, ISSUER, AUTHORITY.root())),
                        arguments(record(2, 0, 1, AUTHORITY.root()), List.of(LEAF, AUTHORITY.root(), ISSUER))));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource
    void matches(TlsaRecord record, List<X509Certificate> chain) {
        assertThat(of(chain, record(3, 1, 1, STRANGER.getFirst()), record)).isEqualTo(new Result.Matches(record));
    }

    static Stream<Arguments> doesNotMatch() {
        var issuer = record(2, 1, 1, ISSUER);
        var almost = issuer.shown() + " pins an issuer of it, but ";
        return Stream.of(
                arguments("another key", MISMATCH, CHAIN, List.of(record(3, 1, 1, STRANGER.getFirst()))),
                arguments("the issuer where the server is meant", MISMATCH, CHAIN, List.of(record(3, 1, 1, ISSUER))),
                arguments("the server where an issuer is meant", MISMATCH, CHAIN, List.of(record(2, 1, 1, LEAF))),
                arguments(
                        "the hash of the wrong part", MISMATCH, CHAIN, List.of(withSelector(record(3, 1, 1, LEAF), 0))),
                arguments("the root, which is not sent", MISMATCH, CHAIN, List.of(record(2, 0, 1, AUTHORITY.root()))),
                arguments(
                        "an issuer that is sent along and has not signed it",
                        MISMATCH,
                        List.of(LEAF, STRANGER.get(1)),
                        List.of(record(2, 1, 1, STRANGER.get(1)))),
                arguments(
                        "an issuer, of one for other names",
                        almost(almost + "it is for other names"),
                        OTHER_NAME,
                        List.of(issuer)),
                arguments(
                        "an issuer, of one that has expired",
                        almost(almost + "it ended at "
                                + EXPIRED.getFirst().getNotAfter().toInstant()),
                        EXPIRED,
                        List.of(issuer)),
                arguments(
                        "usages of the web",
                        NOTHING_USABLE,
                        CHAIN,
                        List.of(record(0, 1, 1, ISSUER), record(1, 1, 1, LEAF))),
                arguments(
                        "a usage of the web beside one",
                        MISMATCH,
                        CHAIN,
                        List.of(record(1, 1, 1, LEAF), record(3, 1, 1, ISSUER))),
                arguments("cut short", NOTHING_USABLE, CHAIN, List.of(new TlsaRecord(3, 1, 1, "abcd"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void doesNotMatch(String name, Result expected, List<X509Certificate> chain, List<TlsaRecord> records) {
        assertThat(of(chain, records.toArray(TlsaRecord[]::new))).isEqualTo(expected);
    }

    @Test
    void theDomainIsAReferenceIdentifierToo() {
        var issuer = record(2, 1, 1, AUTHORITY.issue("example.com").chain().get(1));
        var chain = AUTHORITY.issue("*.example.com").chain();

        assertThat(new DaneMatching(List.of(issuer), List.of("mail.example.net", "mx7.example.com")).of(chain, NOW))
                .isInstanceOf(Result.Matches.class);
        assertThat(new DaneMatching(List.of(issuer), List.of("mail.example.net", "a.b.example.com")).of(chain, NOW))
                .isInstanceOf(Result.Mismatch.class);
    }

    @Test
    void spareKeysAreThoseThatPinNothing() {
        var spare = record(3, 1, 1, STRANGER.getFirst());
        var records =
                List.of(record(3, 1, 1, LEAF), record(2, 1, 1, ISSUER), spare, record(1, 1, 1, STRANGER.getFirst()));

        assertThat(new DaneMatching(records, List.of(HOST)).unused(List.of(CHAIN)))
                .containsExactly(spare);
    }

    /** Whoever sends a thousand certificates that sign each other is done with soon. */
    @Test
    void longChainsEnd() {
        var chain = Stream.concat(Stream.of(LEAF), Stream.generate(() -> ISSUER).limit(10_000))
                .toList();

        assertThat(of(chain, record(2, 0, 1, AUTHORITY.root()))).isEqualTo(MISMATCH);
    }

    private static Result of(List<X509Certificate> chain, TlsaRecord... records) {
        return new DaneMatching(List.of(records), List.of("example.com", HOST)).of(chain, NOW);
    }

    private static Result almost(String why) {
        return new Result.Mismatch(Optional.of(why));
    }

    /** By Java's own hand, for what it reads: the code under test reads the encoding. */
    private static TlsaRecord record(int usage, int selector, int type, X509Certificate certificate) {
        try {
            var selected = selector == 0
                    ? certificate.getEncoded()
                    : certificate.getPublicKey().getEncoded();
            var data = type == 0
                    ? selected
                    : java.security.MessageDigest.getInstance(type == 1 ? "SHA-256" : "SHA-512")
                            .digest(selected);
            return new TlsaRecord(usage, selector, type, HexFormat.of().formatHex(data));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static TlsaRecord withSelector(TlsaRecord record, int selector) {
        return new TlsaRecord(record.usage(), selector, record.matchingType(), record.data());
    }

    private static io.mtasts.lab.ca.Leaf dated(io.mtasts.lab.ca.Leaf leaf, Instant from, Instant until) {
        return new io.mtasts.lab.ca.Leaf(leaf.names(), leaf.commonName(), from, until);
    }
}
