package io.mtasts.check;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.smtp.MxOutcome.Accepted;
import io.mtasts.observe.smtp.OtherCertificate;
import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.SendingStack;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Of a mail server with an RSA and an ECDSA certificate: is the one that some senders are shown as good as the other (RFC 8461
 * section 4.2, RFC 8446 section 4.4.2.2)?
 */
final class OtherCertificateChecks {
    private OtherCertificateChecks() {}

    static Stream<Finding> isAccepted(Evidence evidence) {
        return each(evidence, OtherCertificateChecks::problem);
    }

    static Stream<Finding> renewsInTime(Evidence evidence) {
        return each(evidence, OtherCertificateChecks::expiring);
    }

    private static Optional<Fault> problem(Accepted accepted, OtherCertificate other, String host, Instant now) {
        return problem(other, now).map(problem -> {
            var kind = other.kind();
            var presents = CertificateText.problem(
                    "an " + kind + " certificate",
                    problem,
                    other.detail(),
                    Optional.of(other.certificate()),
                    host,
                    now);
            var remedy = CertificateText.remedy(problem, host);
            if (other.metBy().isEmpty()) {
                return new Fault(
                        Severity.INFO,
                        ObservedReason.SomeSendersRefuse,
                        "has two certificates: to senders that cannot use its %s certificate it %s"
                                .formatted(kind.other(), presents),
                        remedy);
            }
            return new Fault(
                    accepted.refusedByAll() ? Severity.ERROR : Severity.WARNING,
                    ObservedReason.SomeSendersRefuse,
                    "has two certificates: to %s it %s, which they refuse; to %s it presents an %s certificate"
                            .formatted(
                                    SendingStack.names(other.metBy()),
                                    presents,
                                    SendingStack.names(SendingStack.but(other.metBy())),
                                    kind.other()),
                    remedy);
        });
    }

    /** It may have ended since it was looked at. */
    private static Optional<CertificateProblem> problem(OtherCertificate other, Instant now) {
        return other.problem()
                .or(() -> other.certificate().notAfter().isAfter(now)
                        ? Optional.empty()
                        : Optional.of(CertificateProblem.EXPIRED));
    }

    private static Optional<Fault> expiring(Accepted accepted, OtherCertificate other, String host, Instant now) {
        return problem(other, now).isEmpty()
                        && CertificateEnd.of(other.certificate()).soon(now)
                ? Optional.of(new Fault(
                        ObservedReason.MXCertificateExpiring,
                        "has two certificates, and presents an %s certificate %s"
                                .formatted(other.kind(), CertificateText.expiresSoon(other.certificate())),
                        CertificateText.remedy(CertificateProblem.EXPIRED, "")))
                : Optional.empty();
    }

    private interface FaultOf {
        Optional<Fault> of(Accepted accepted, OtherCertificate other, String host, Instant now);
    }

    private static Stream<Finding> each(Evidence evidence, FaultOf faultOf) {
        return MxTlsChecks.each(
                evidence,
                (host, outcome) -> outcome instanceof Accepted accepted
                        ? accepted.other().flatMap(other -> faultOf.of(accepted, other, host.host(), evidence.now()))
                        : Optional.empty());
    }
}
