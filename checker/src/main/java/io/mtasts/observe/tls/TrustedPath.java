package io.mtasts.observe.tls;

import io.mtasts.asn1.Der;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * A way from a server's certificate to a root, by RFC 5280 section 6 as Java goes it, which looks at neither dates nor constraints of the
 * root.
 *
 * @param certificates from the server's own upwards, without the root
 * @param root none where the roots are given as keys
 */
record TrustedPath(List<X509Certificate> certificates, Optional<X509Certificate> root) {
    /** As many as GnuTLS takes, which takes the fewest of the senders' libraries. */
    static final int LONGEST_CHAIN = 16;

    /** One, and perhaps its twin, or the same signed by another. */
    private static final int MOST_OF_A_NAME = 2;

    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    TrustedPath {
        certificates = List.copyOf(certificates);
    }

    /** A way that holds at this time, by what the server has sent. */
    @SuppressWarnings("JavaUtilDate") // what PKIX takes
    static Optional<TrustedPath> find(List<X509Certificate> chain, Instant when, Set<TrustAnchor> roots) {
        if (roots.isEmpty()) {
            return Optional.empty();
        }
        try {
            var target = new X509CertSelector();
            target.setCertificate(chain.getFirst());
            var parameters = new PKIXBuilderParameters(roots, target);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(fewOfEachName(chain))));
            parameters.setRevocationEnabled(false);
            parameters.setMaxPathLength(LONGEST_CHAIN);
            parameters.setDate(Date.from(when));
            var built = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            var certificates = built.getCertPath().getCertificates().stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return Optional.of(new TrustedPath(
                            certificates,
                            Optional.ofNullable(built.getTrustAnchor().getTrustedCert())))
                    .filter(path -> !path.leavesConstraintsOpen());
        } catch (CertPathBuilderException noPath) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PKIX is not available in this Java runtime", e);
        }
    }

    /** Of many certificates that name each other as issuers Java would try every order, which does not come to an end. */
    private static List<X509Certificate> fewOfEachName(List<X509Certificate> chain) {
        var seen = new HashMap<X500Principal, Integer>();
        return chain.stream()
                .distinct()
                .limit(LONGEST_CHAIN)
                .filter(one -> seen.merge(one.getSubjectX500Principal(), 1, Integer::sum) <= MOST_OF_A_NAME)
                .toList();
    }

    /**
     * Are the names of the leaf constrained, and unread by Java? To Java one entry that it cannot read spoils them all, and then it compares
     * none with the constraints: such a certificate is not trusted.
     */
    private boolean leavesConstraintsOpen() {
        return AlternativeNames.of(certificates.getFirst()).haveMalformedEntry()
                && Stream.concat(certificates.stream().skip(1), root.stream())
                        .anyMatch(issuer -> issuer.getExtensionValue(NAME_CONSTRAINTS) != null);
    }

    /** Does the root vouch for other names than these certificates have, by its name constraints? Senders ask, Java does not. */
    boolean leavesConstraintsOfRoot() {
        return root.flatMap(one -> ChainPeculiarities.value(one, NAME_CONSTRAINTS))
                .filter(constraints -> !certificates.stream().allMatch(selector(Der.bytes(constraints))::match))
                .isPresent();
    }

    private static X509CertSelector selector(byte[] constraints) {
        var within = new X509CertSelector();
        try {
            within.setNameConstraints(constraints);
        } catch (java.io.IOException unreadable) {
            return new X509CertSelector(); // which matches all: nothing is said of what cannot be read
        }
        return within;
    }
}
