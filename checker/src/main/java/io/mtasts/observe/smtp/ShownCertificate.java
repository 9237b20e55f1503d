package io.mtasts.observe.smtp;

import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.KeyKind;
import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import io.mtasts.observe.tls.TlsClient;
import io.mtasts.policy.Sha256;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The certificate that a handshake showed, and what was made of it.
 *
 * @param fingerprint the SHA-256 of it, in hexadecimal
 */
record ShownCertificate(
        KeyKind kind,
        String fingerprint,
        String protocol,
        CertificateView certificate,
        Optional<CertificateProblem> problem,
        String detail,
        Set<Peculiarity> peculiarities) {

    /** None where the handshake did not get as far. */
    static Optional<ShownCertificate> of(TlsClient.Handshake handshake) {
        return switch (handshake) {
            case TlsClient.Handshake.Secured secured ->
                Optional.of(new ShownCertificate(
                        KeyKind.of(secured.chain().getFirst()),
                        fingerprint(secured.chain().getFirst()),
                        secured.protocol(),
                        secured.certificate(),
                        Optional.empty(),
                        "",
                        secured.peculiarities()));
            case TlsClient.Handshake.Rejected rejected ->
                rejected.certificate()
                        .map(view -> new ShownCertificate(
                                KeyKind.of(rejected.chain().getFirst()),
                                fingerprint(rejected.chain().getFirst()),
                                rejected.protocol(),
                                view,
                                Optional.of(rejected.problem()),
                                rejected.detail(),
                                Set.of()));
            case TlsClient.Handshake.TooOld _, TlsClient.Handshake.TimedOut _, TlsClient.Handshake.Failed _ ->
                Optional.empty();
        };
    }

    /** Does it not matter to any sender which of the two it is shown? */
    boolean isJudgedAs(ShownCertificate one) {
        return problem.equals(one.problem) && peculiarities.equals(one.peculiarities);
    }

    OtherCertificate metBy(List<SendingStack> stacks) {
        return new OtherCertificate(kind, certificate, problem, detail, peculiarities, stacks);
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return Sha256.hex(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }
}
