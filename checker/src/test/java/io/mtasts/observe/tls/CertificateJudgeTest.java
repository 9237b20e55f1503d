package io.mtasts.observe.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.lab.ca.Identity;
import io.mtasts.lab.ca.Leaf;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificates a sender accepts, where a handshake with the lab does not show it. */
class CertificateJudgeTest {
    private static final Clock NOW = Clock.systemUTC();

    private final CertificateAuthority authority = CertificateAuthority.create("Lab", NOW);

    private CertificateJudge judge(Clock clock) {
        return new CertificateJudge(TrustAnchors.of(List.of(authority.root())), clock);
    }

    private static Optional<CertificateJudge.Problem> problemOf(
            CertificateJudge judge, List<X509Certificate> chain, String host) {
        return judge.judge(chain, host, false).problem();
    }

    @ParameterizedTest(name = "{0} names {1}: {2}")
    @CsvSource({
        "mx.example.com,    mx.example.com,     true",
        "MX.Example.com,    mx.example.com,     true",
        "*.example.com,     mx.example.com,     true",
        "*.example.com,     a.mx.example.com,   false",
        "*.example.com,     example.com,        false",
        "m*.example.com,    mx.example.com,     false",
        "*,                 com,                false",
        "*.com,             example.com,        true",
        "mx.example.com.,   mx.example.com,     false",
        "example.com,       mx.example.com,     false",
    })
    void names(String name, String host, boolean accepted) {
        var chain = authority.issue(name).chain();

        assertThat(problemOf(judge(NOW), chain, host).isEmpty()).isEqualTo(accepted);
    }

    @Test
    void theOrderInWhichAChainIsSentDoesNotMatter() {
        var identity = authority.issue("mx.example.com");
        var disorder = Stream.of(
                        identity.leaf(), authority.root(), identity.chain().getLast())
                .toList();

        assertThat(problemOf(judge(NOW), disorder, "mx.example.com")).isEmpty();
    }

    @Test
    void anIssuerThatHasEndedIsNamed() {
        var now = NOW.instant();
        var longLived = authority.issue(new Leaf(
                List.of("mx.example.com"),
                Optional.of("mx.example.com"),
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofDays(7300))));
        var later = Clock.offset(NOW, Duration.ofDays(5000));

        assertThat(problemOf(judge(later), longLived.chain(), "mx.example.com")).hasValueSatisfying(problem -> {
            assertThat(problem.kind()).isEqualTo(CertificateProblem.EXPIRED);
            assertThat(problem.detail()).startsWith("the certificate of its issuer \"CN=Lab Intermediate\" ended at ");
        });
    }

    /** What a mail server sends along without need, such as the certificate before the last, decides nothing. */
    @ParameterizedTest(name = "ended {0} days ago")
    @CsvSource({"200", "2", "1"})
    void anotherCertificateThatEndedDecidesNothing(int daysAgo) {
        var ended = lasting("mx.example.com", -91, -1);
        var chain = with(ended, lasting("old.example.com", -300, -daysAgo));

        assertThat(problemOf(judge(NOW), chain, "mx.example.com"))
                .contains(new CertificateJudge.Problem(
                        CertificateProblem.EXPIRED,
                        "it ended at " + ended.leaf().getNotAfter().toInstant()));
    }

    @ParameterizedTest(name = "begins in {0} days")
    @CsvSource({"200", "2", "1"})
    void anotherCertificateThatHasNotBegunDecidesNothing(int days) {
        var early = lasting("mx.example.com", 1, 91);
        var chain = with(early, lasting("next.example.com", days, 300));

        assertThat(problemOf(judge(NOW), chain, "mx.example.com"))
                .contains(new CertificateJudge.Problem(
                        CertificateProblem.NOT_YET_VALID,
                        "it begins at " + early.leaf().getNotBefore().toInstant()));
    }

    private Identity lasting(String name, int fromDays, int untilDays) {
        var now = NOW.instant();
        return authority.issue(new Leaf(
                List.of(name),
                Optional.of(name),
                now.plus(Duration.ofDays(fromDays)),
                now.plus(Duration.ofDays(untilDays))));
    }

    private static List<X509Certificate> with(Identity identity, Identity other) {
        return Stream.concat(identity.chain().stream(), Stream.of(other.leaf())).toList();
    }

    @Test
    void ofARootThatIsTrustedItIsNotSaidThatItIsNone() {
        var namesake = CertificateAuthority.create("Lab", NOW).issue("mx.example.com");

        assertThat(problemOf(judge(NOW), namesake.chain(), "mx.example.com"))
                .contains(new CertificateJudge.Problem(
                        CertificateProblem.UNTRUSTED,
                        "its chain ends at \"CN=Lab Root\", a trusted root here, but does not verify: a"
                                + " signature, a constraint or a date is not valid"));
    }

    @Test
    void trustIsJudgedBeforeDatesAndDatesBeforeNames() {
        var stranger = CertificateAuthority.create("Stranger", NOW).issue("other.example.com");
        var ended = Clock.offset(NOW, Duration.ofDays(100));

        assertThat(problemOf(judge(ended), stranger.chain(), "mx.example.com"))
                .map(CertificateJudge.Problem::kind)
                .contains(CertificateProblem.UNTRUSTED);
        assertThat(problemOf(judge(ended), authority.issue("other.example.com").chain(), "mx.example.com"))
                .map(CertificateJudge.Problem::kind)
                .contains(CertificateProblem.EXPIRED);
    }

    @Test
    void aSelfSignedCertificateMayBeTrustedItself(@TempDir Path directory) throws IOException {
        var self = authority.selfSigned(authority.leaf("mx.example.com"));
        var file = Files.writeString(directory.resolve("ca.pem"), self.chainPem());
        var trusting = new CertificateJudge(TrustStores.ofPem(file), NOW);

        assertThat(problemOf(trusting, self.chain(), "mx.example.com")).isEmpty();
        assertThat(problemOf(trusting, authority.issue("mx.example.com").chain(), "mx.example.com"))
                .isPresent();
    }

    @Test
    void aFileOfRootsThatCannotBeUsedIsRefusedInWords(@TempDir Path directory) throws IOException {
        var missing = directory.resolve("missing.pem");
        var empty = Files.writeString(directory.resolve("empty.pem"), "");
        var damaged = Files.writeString(
                directory.resolve("damaged.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustStores.ofPem(missing))
                .withMessage(missing + " cannot be read: there is no such file.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustStores.ofPem(empty))
                .withMessage(empty + " has no certificate in PEM format.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustStores.ofPem(damaged))
                .withMessage(damaged + " has something that is not a certificate in PEM format.");
    }

    @Test
    void theRuntimeKnowsRoots() {
        assertThat(TrustStores.ofRuntime().store().roots()).isGreaterThan(50);
    }

    /** Two names, each the other's issuer many times over: there are more ways through than can be tried. */
    @Test
    void aMazeOfIssuersIsSoonLeft() throws GeneralSecurityException {
        var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var maze = IntStream.range(0, TrustedPath.LONGEST_CHAIN)
                .mapToObj(number -> ofMaze(number, keys))
                .toList();

        var problem =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> problemOf(judge(NOW), maze, "mx.example.com"));

        assertThat(problem).map(CertificateJudge.Problem::kind).contains(CertificateProblem.UNTRUSTED);
    }

    @SuppressWarnings("JavaUtilDate") // what Bouncy Castle takes
    private static X509Certificate ofMaze(int number, KeyPair keys) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + (number + 1) % 2),
                    BigInteger.valueOf(number + 1),
                    Date.from(NOW.instant().minus(Duration.ofDays(1))),
                    Date.from(NOW.instant().plus(Duration.ofDays(90))),
                    new X500Name("CN=" + number % 2),
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(number > 0));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, "mx" + number + ".example.com")));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
