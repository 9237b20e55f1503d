package io.mtasts.check;

import static io.mtasts.check.Aspect.MX_TLS;
import static io.mtasts.check.Views.certificate;
import static io.mtasts.check.Views.good;

import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.smtp.MxOutcome.Accepted;
import io.mtasts.observe.smtp.OtherCertificate;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.KeyKind;
import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OtherCertificateChecksTest {
    private static final String MX1 = "mx1.example.com at 192.0.2.25";
    private static final String ENDED = "that expired at 2026-11-22T10:00:00Z";
    private static final String RENEW = "Renew it, and find out why that did not happen automatically.";

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case row) {
        row.holds();
    }

    private static MxOutcome with(
            KeyKind kind,
            int days,
            Optional<CertificateProblem> problem,
            List<SendingStack> metBy,
            Peculiarity... met) {
        return new Accepted("TLSv1.3", certificate("mx1.example.com", Duration.ofDays(63)))
                .with(new OtherCertificate(
                        kind, certificate("mx1.example.com", Duration.ofDays(days)), problem, "", Set.of(met), metBy));
    }

    private static Case row(String name, Views views, String... lines) {
        return Case.of(name, MX_TLS, views, lines);
    }

    static Stream<Case> cases() {
        var expired = Optional.of(CertificateProblem.EXPIRED);
        return Stream.of(
                row("both good", good().mx1(with(KeyKind.RSA, 63, Optional.empty(), List.of()))),
                row(
                        "the RSA one has ended",
                        good().mx1(with(KeyKind.RSA, -1, expired, SendingStack.first(KeyKind.RSA))),
                        "WARNING SomeSendersRefuse: " + MX1
                                + " has two certificates: to GnuTLS (Exim on Debian) and Go (mox, chasquid, maddy) it"
                                + " presents an RSA certificate " + ENDED + ", which they refuse; to OpenSSL (Postfix,"
                                + " Sendmail), rustls (Stalwart) and BoringSSL (Gmail) it presents an ECDSA"
                                + " certificate. " + RENEW),
                row(
                        "the ECDSA one has ended, and is shown to senders of a kind only",
                        good().mx1(with(KeyKind.ECDSA, -1, expired, List.of())),
                        "INFO SomeSendersRefuse: " + MX1
                                + " has two certificates: to senders that cannot use its RSA certificate it presents an"
                                + " ECDSA certificate " + ENDED + ". " + RENEW),
                row(
                        "it has ended since it was looked at",
                        good().mx1(with(KeyKind.RSA, -1, Optional.empty(), List.of())),
                        "INFO SomeSendersRefuse: " + MX1
                                + " has two certificates: to senders that cannot use its ECDSA certificate it presents"
                                + " an RSA certificate " + ENDED + ". " + RENEW),
                row(
                        "it chains to a root that has left",
                        good().mx1(new Accepted("TLSv1.3", certificate("mx1.example.com", Duration.ofDays(63)))
                                .with(new OtherCertificate(
                                        KeyKind.RSA,
                                        Views.underDepartedRoot("mx1.example.com"),
                                        Optional.empty(),
                                        "",
                                        Set.of(),
                                        List.of()))),
                        "WARNING MXRootDeparted: " + MX1 + " presents a certificate whose chain ends in Example Root,"
                                + " which left Mozilla's list of trusted roots by 2026-04-22 (certifi 2026.4.22):"
                                + " senders with a newer list refuse it. Install a certificate, or a chain, that ends"
                                + " in a root of today's list."),
                row(
                        "it ends soon",
                        good().mx1(with(KeyKind.ECDSA, 6, Optional.empty(), List.of())),
                        "WARNING MXCertificateExpiring: " + MX1
                                + " has two certificates, and presents an ECDSA certificate that expires at"
                                + " 2026-11-29T10:00:00Z, and no newer one. " + RENEW),
                row(
                        "what is peculiar counts for those that are shown it",
                        good().mx1(with(
                                KeyKind.RSA,
                                63,
                                Optional.empty(),
                                SendingStack.first(KeyKind.RSA),
                                Peculiarity.NOT_FOR_SIGNATURES)),
                        "WARNING SomeSendersRefuse: " + MX1
                                + " has a certificate whose key usage leaves out digital signatures, and senders"
                                + " disagree about that: GnuTLS (Exim on Debian) refuses it; OpenSSL (Postfix,"
                                + " Sendmail), Go (mox, chasquid, maddy), rustls (Stalwart) and BoringSSL (Gmail)"
                                + " accept it. Get a new certificate from a public authority, with its intermediate"
                                + " certificates."));
    }
}
