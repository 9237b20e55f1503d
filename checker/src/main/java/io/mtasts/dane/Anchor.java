package io.mtasts.dane;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The issuer that a TLSA record of usage 2 pins, and whether a chain leads to it (RFC 7671 section 5.2). */
sealed interface Anchor {
    /** The server does not send it, and the record has not all of it. */
    record None() implements Anchor {}

    /**
     * There it is.
     *
     * @param path from the server's certificate upwards, without the issuer
     */
    record Found(List<X509Certificate> path, TrustAnchor anchor) implements Anchor {
        /** Why senders do not take the chain to it, a clause; empty where they do. */
        @SuppressWarnings("JavaUtilDate") // what PKIX takes
        Optional<String> whyNot(List<X509Certificate> chain, Collection<String> names, Instant now) {
            var ended = outOfDate(now);
            if (ended.isPresent()) {
                return ended;
            }
            try {
                var parameters = new PKIXParameters(Set.of(anchor));
                parameters.setRevocationEnabled(false);
                parameters.setDate(Date.from(now));
                CertPathValidator.getInstance("PKIX")
                        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            } catch (CertPathValidatorException e) {
                return Optional.of("its chain to that issuer does not verify");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("PKIX is not available in this Java runtime", e);
            }
            var own = namesOf(chain.getFirst());
            return names.stream().anyMatch(name -> covers(own, name))
                    ? Optional.empty()
                    : Optional.of("it is for other names");
        }

        private Optional<String> outOfDate(Instant now) {
            var all = new ArrayList<>(path);
            Optional.ofNullable(anchor.getTrustedCert()).ifPresent(all::add);
            return all.stream()
                    .filter(one -> !one.getNotAfter().toInstant().isAfter(now)
                            || one.getNotBefore().toInstant().isAfter(now))
                    .findFirst()
                    .map(one -> one.getNotBefore().toInstant().isAfter(now)
                            ? "%s begins at %s"
                                    .formatted(whose(one), one.getNotBefore().toInstant())
                            : "%s ended at %s"
                                    .formatted(whose(one), one.getNotAfter().toInstant()));
        }

        private String whose(X509Certificate one) {
            return one.equals(path.getFirst()) ? "it" : "the certificate of an issuer";
        }
    }

    /** As many as any sender's library takes. */
    int LONGEST = 16;

    /** Of a chain as a server presented it. */
    static Anchor of(TlsaRecord record, List<X509Certificate> chain) {
        var path = upwards(chain);
        for (int at = 1; at < path.size(); at++) {
            if (Pinned.by(record, path.get(at))) {
                return new Found(path.subList(0, at), new TrustAnchor(path.get(at), null));
            }
        }
        // What pins itself need not be sent along (RFC 7671 section 5.2.3).
        var last = path.getLast();
        return record.matchingType() == TlsaRecord.AS_IT_IS
                ? inRecord(record, last)
                        .<Anchor>map(anchor -> new Found(path, anchor))
                        .orElse(new None())
                : new None();
    }

    /** From issuer to issuer as far as they were sent, each once. */
    private static List<X509Certificate> upwards(List<X509Certificate> chain) {
        var path = new ArrayList<>(List.of(chain.getFirst()));
        while (path.size() < LONGEST) {
            var last = path.getLast();
            var next = chain.stream()
                    .skip(1)
                    .limit(LONGEST)
                    .filter(one -> one.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .filter(one -> !path.contains(one) && isSignedBy(last, one.getPublicKey()))
                    .findFirst();
            if (next.isEmpty()) {
                break;
            }
            path.add(next.get());
        }
        return path;
    }

    private static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException otherKey) {
            return false;
        }
    }

    private static Optional<TrustAnchor> inRecord(TlsaRecord record, X509Certificate last) {
        var data = HexFormat.of().parseHex(record.data());
        try {
            if (record.selector() == TlsaRecord.WHOLE) {
                var issuer = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(data));
                return isSignedBy(last, issuer.getPublicKey())
                        ? Optional.of(new TrustAnchor(issuer, null))
                        : Optional.empty();
            }
            var algorithm = last.getSigAlgName().toUpperCase(Locale.ROOT);
            var key = KeyFactory.getInstance(
                            algorithm.endsWith("ECDSA") ? "EC" : algorithm.startsWith("ED") ? "EdDSA" : "RSA")
                    .generatePublic(new X509EncodedKeySpec(data));
            return isSignedBy(last, key)
                    ? Optional.of(new TrustAnchor(last.getIssuerX500Principal(), key, null))
                    : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    /** Its DNS names, or where it has none its common name, as senders take it (RFC 7672 section 3.2.3). */
    static List<String> namesOf(X509Certificate leaf) {
        var names = new ArrayList<String>();
        try {
            var all = leaf.getSubjectAlternativeNames();
            if (all != null) {
                all.stream()
                        .filter(name -> name.getFirst().equals(2))
                        .forEach(name -> names.add(name.get(1).toString().toLowerCase(Locale.ROOT)));
            }
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
        var subject = leaf.getSubjectX500Principal().getName();
        if (names.isEmpty() && subject.startsWith("CN=")) {
            names.add(subject.substring("CN=".length()).split(",", 2)[0].toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** A wildcard counts as the whole leftmost label only. */
    private static boolean covers(List<String> names, String host) {
        int dot = host.indexOf('.');
        return names.contains(host) || (dot > 0 && names.contains("*" + host.substring(dot)));
    }
}
