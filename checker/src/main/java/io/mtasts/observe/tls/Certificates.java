package io.mtasts.observe.tls;

import io.mtasts.policy.Excerpt;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Reads what matters out of a certificate. */
final class Certificates {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MOST_NAMES_SHOWN = 100;

    private Certificates() {}

    /** For the view: with at most a hundred names. */
    static CertificateView view(X509Certificate certificate) {
        return new CertificateView(
                dnsNames(certificate).stream()
                        .limit(MOST_NAMES_SHOWN)
                        .map(Excerpt::of)
                        .toList(),
                Excerpt.of(certificate.getIssuerX500Principal().getName()),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /** All DNS-IDs, in lower case (RFC 9525 section 6.3); a list that cannot be read has none. */
    static List<String> dnsNames(X509Certificate certificate) {
        return alternativeNames(certificate, DNS_NAME).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** All IP addresses. */
    static List<InetAddress> addresses(X509Certificate certificate) {
        return alternativeNames(certificate, IP_ADDRESS).stream()
                .map(InetAddress::ofLiteral)
                .toList();
    }

    private static List<String> alternativeNames(X509Certificate certificate, int kind) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(kind))
                            .map(name -> (String) name.getLast())
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** Is one of these names the host's? A wildcard counts as the whole leftmost label only (RFC 8461 section 4.2). */
    static boolean names(Collection<String> dnsNames, String host) {
        int dot = host.indexOf('.');
        var wildcard = dot > 0 ? "*" + host.substring(dot) : host;
        return dnsNames.stream().anyMatch(name -> name.equals(host) || name.equals(wildcard));
    }
}
