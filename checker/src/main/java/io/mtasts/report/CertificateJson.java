package io.mtasts.report;

import io.mtasts.observe.tls.CertificateView;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A certificate in the JSON report; times in UTC to the second. */
record CertificateJson(List<String> dnsNames, String issuer, String notBefore, String notAfter) {
    static CertificateJson of(CertificateView certificate) {
        return new CertificateJson(
                certificate.dnsNames(),
                certificate.issuer(),
                certificate.notBefore().truncatedTo(ChronoUnit.SECONDS).toString(),
                certificate.notAfter().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
