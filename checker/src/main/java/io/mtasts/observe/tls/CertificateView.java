package io.mtasts.observe.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What matters of a certificate that a peer presented: its DNS-IDs, who issued it, and its dates.
 *
 * @param chain itself and what came with it, as the peer sent it; empty where nobody needs it
 * @param root in which its chain ends; none where it is not accepted
 */
public record CertificateView(
        List<String> dnsNames,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        List<X509Certificate> chain,
        Optional<ChainRoot> root) {
    public CertificateView {
        dnsNames = List.copyOf(dnsNames);
        chain = List.copyOf(chain);
    }

    /** Of which no root is known. */
    public CertificateView(
            List<String> dnsNames, String issuer, Instant notBefore, Instant notAfter, List<X509Certificate> chain) {
        this(dnsNames, issuer, notBefore, notAfter, chain, Optional.empty());
    }

    /** Where nobody needs the certificates themselves. */
    public CertificateView(List<String> dnsNames, String issuer, Instant notBefore, Instant notAfter) {
        this(dnsNames, issuer, notBefore, notAfter, List.of());
    }

    /** The same without the certificates themselves. */
    public CertificateView withoutChain() {
        return chain.isEmpty() ? this : new CertificateView(dnsNames, issuer, notBefore, notAfter, List.of(), root);
    }

    /** The same with a root. */
    public CertificateView endingIn(Optional<ChainRoot> end) {
        return new CertificateView(dnsNames, issuer, notBefore, notAfter, chain, end);
    }
}
