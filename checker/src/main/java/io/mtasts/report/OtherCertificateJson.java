package io.mtasts.report;

import io.mtasts.observe.smtp.OtherCertificate;
import io.mtasts.observe.tls.SendingStack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail server's second certificate in the JSON report, {@code key} RSA or ECDSA; {@code problem} is null where senders accept it, and
 * {@code metBy} has the TLS libraries of senders that are shown this one where the server has both.
 */
record OtherCertificateJson(String key, @Nullable String problem, CertificateJson certificate, List<String> metBy) {
    static OtherCertificateJson of(OtherCertificate other) {
        return new OtherCertificateJson(
                other.kind().name(),
                other.problem()
                        .map(problem -> JsonReport.detail(problem, other.detail()))
                        .orElse(null),
                CertificateJson.of(other.certificate()),
                other.metBy().stream().map(SendingStack::name).toList());
    }
}
