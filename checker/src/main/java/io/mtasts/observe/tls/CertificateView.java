package io.mtasts.observe.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * What matters of a certificate that a peer presented: its DNS-IDs, who issued it, and its dates.
 *
 * @param chain itself and what came with it, as the peer sent it; empty where nobody needs it
 */
public record CertificateView(
        List<String> dnsNames, String issuer, Instant notBefore, Instant notAfter, List<X509Certificate> chain) {
    public CertificateView {
        dnsNames = List.copyOf(dnsNames);
        chain = List.copyOf(chain);
    }

    /** Where nobody needs the certificates themselves. */
    public CertificateView(List<String> dnsNames, String issuer, Instant notBefore, Instant notAfter) {
        this(dnsNames, issuer, notBefore, notAfter, List.of());
    }

    /** The same without the certificates themselves. */
    public CertificateView withoutChain() {
        return chain.isEmpty() ? this : new CertificateView(dnsNames, issuer, notBefore, notAfter);
    }
}
