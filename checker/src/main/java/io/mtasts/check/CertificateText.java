package io.mtasts.check;

import io.mtasts.observe.tls.CertificateProblem;
import io.mtasts.observe.tls.CertificateView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What is said of a certificate, of a policy host and of a mail server alike. */
final class CertificateText {
    private CertificateText() {}

    /** Goes on after "HOST at ADDRESS ". */
    static String problem(
            CertificateProblem problem,
            String detail,
            Optional<CertificateView> certificate,
            String host,
            Instant now) {
        return problem("a certificate", problem, detail, certificate, host, now);
    }

    /** The same of a certificate among several. */
    static String problem(
            String which,
            CertificateProblem problem,
            String detail,
            Optional<CertificateView> certificate,
            String host,
            Instant now) {
        return "presents %s %s".formatted(which, whatIsWrong(problem, detail, certificate, host, now));
    }

    private static String whatIsWrong(
            CertificateProblem problem,
            String detail,
            Optional<CertificateView> certificate,
            String host,
            Instant now) {
        return switch (problem) {
            case UNTRUSTED -> "that does not chain to a trusted root" + Detail.aside(detail);
            case NAME_MISMATCH -> names(certificate) + ", not for " + host;
            case EXPIRED ->
                "that "
                        + certificate
                                .map(CertificateView::notAfter)
                                .filter(end -> !end.isAfter(now))
                                .map(end -> "expired at " + at(end))
                                .orElse("chains through a certificate that has expired");
            case NOT_YET_VALID ->
                "that is not valid "
                        + certificate
                                .map(CertificateView::notBefore)
                                .filter(start -> start.isAfter(now))
                                .map(start -> "before " + at(start))
                                .orElse("yet, or chains through one that is not");
        };
    }

    static String remedy(CertificateProblem problem, String host) {
        return switch (problem) {
            case UNTRUSTED -> "Install a certificate from a public authority, with its intermediate certificates.";
            case NAME_MISMATCH -> "Install a certificate that names %s.".formatted(host);
            case EXPIRED -> "Renew it, and find out why that did not happen automatically.";
            case NOT_YET_VALID ->
                "Compare the clocks of the server and of the authority, or install the earlier certificate.";
        };
    }

    private static String names(Optional<CertificateView> certificate) {
        var names = certificate.map(CertificateView::dnsNames).orElseGet(List::of);
        return names.isEmpty()
                ? "that names no host as a DNS name"
                : "for " + Listed.few(names.stream().map(Detail::of).toList());
    }

    /** Goes on after "HOST at ADDRESS ". */
    static String expiring(CertificateView certificate) {
        return "presents a certificate %s".formatted(expiresSoon(certificate));
    }

    /** Goes on after "a certificate ". */
    static String expiresSoon(CertificateView certificate) {
        return "that expires at %s, and no newer one".formatted(at(certificate.notAfter()));
    }

    private static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
