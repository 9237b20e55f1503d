package io.mtasts.observe.tls;

import io.mtasts.policy.Excerpt;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads what matters out of a certificate. */
final class Certificates {
    private static final int MOST_NAMES_SHOWN = 100;

    private Certificates() {}

    /** For the view: with at most a hundred names. */
    static CertificateView view(List<X509Certificate> chain) {
        var certificate = chain.getFirst();
        return new CertificateView(
                dnsNames(certificate).stream()
                        .limit(MOST_NAMES_SHOWN)
                        .map(Excerpt::of)
                        .toList(),
                Excerpt.of(certificate.getIssuerX500Principal().getName()),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                chain);
    }

    /** A chain as it came; none of it where one cannot be read. */
    static List<X509Certificate> read(List<byte[]> encoded) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var chain = new ArrayList<X509Certificate>();
            for (var one : encoded) {
                var certificate = read(factory, one);
                if (certificate.isEmpty()) {
                    return List.of();
                }
                chain.add(certificate.get());
            }
            return chain;
        } catch (CertificateException e) {
            throw new IllegalStateException("this Java runtime reads no certificates", e);
        }
    }

    private static Optional<X509Certificate> read(CertificateFactory factory, byte[] encoded) {
        try {
            return Optional.of((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
        } catch (CertificateException unreadable) {
            return SubjectlessCertificate.read(encoded);
        }
    }

    /** All DNS-IDs, in lower case (RFC 9525 section 6.3). */
    static List<String> dnsNames(X509Certificate certificate) {
        return AlternativeNames.of(certificate).dnsNames();
    }

    /** All IP addresses. */
    static List<InetAddress> addresses(X509Certificate certificate) {
        return AlternativeNames.of(certificate).addresses();
    }

    /** Is one of these names the host's? A wildcard counts as the whole leftmost label only (RFC 8461 section 4.2). */
    static boolean names(Collection<String> dnsNames, String host) {
        int dot = host.indexOf('.');
        var wildcard = dot > 0 ? "*" + host.substring(dot) : host;
        return dnsNames.stream().anyMatch(name -> name.equals(host) || name.equals(wildcard));
    }
}
