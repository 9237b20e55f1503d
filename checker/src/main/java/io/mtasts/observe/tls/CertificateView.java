package io.mtasts.observe.tls;

import java.time.Instant;
import java.util.List;

/** What matters of a certificate that a peer presented: its DNS-IDs, who issued it, and its dates. */
public record CertificateView(List<String> dnsNames, String issuer, Instant notBefore, Instant notAfter) {
    public CertificateView {
        dnsNames = List.copyOf(dnsNames);
    }
}
