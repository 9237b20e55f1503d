package io.mtasts.report;

import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.ChainRoot;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate in the JSON report; times in UTC to the second; {@code root} is null where it is not accepted. */
record CertificateJson(
        List<String> dnsNames,
        String issuer,
        String notBefore,
        String notAfter,
        @Nullable String root) {
    static CertificateJson of(CertificateView certificate) {
        return new CertificateJson(
                certificate.dnsNames(),
                certificate.issuer(),
                certificate.notBefore().truncatedTo(ChronoUnit.SECONDS).toString(),
                certificate.notAfter().truncatedTo(ChronoUnit.SECONDS).toString(),
                certificate.root().map(ChainRoot::name).orElse(null));
    }
}
