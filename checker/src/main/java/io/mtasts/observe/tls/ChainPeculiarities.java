package io.mtasts.observe.tls;

import io.mtasts.asn1.Der;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a chain that leads to a trusted root not every sender takes. Java builds the chain and is more lenient here than senders are,
 * or stricter.
 *
 * @param path from the server's own certificate upwards, without the root
 * @param sent as the server sent them
 */
record ChainPeculiarities(List<X509Certificate> path, Optional<X509Certificate> root, List<X509Certificate> sent) {
    private static final int SMALLEST_RSA = 2048;
    private static final int LARGEST_RSA = 8192;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
    private static final String FOR_ANYTHING = "2.5.29.37.0";

    private static final String TLS_FEATURES = "1.3.6.1.5.5.7.1.24";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String KEY_IDENTIFIER = "2.5.29.14";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

    /** As it is written in the list of features: status_request of RFC 7633. */
    private static final byte[] STATUS_REQUEST = {0x02, 0x01, 0x05};

    private static final int CONTEXT_OCTETS = 0x80;
    /** Mail addresses, names of hosts, URIs and IP addresses, with and without content of their own. */
    private static final Set<Integer> USUAL_CONSTRAINTS = Set.of(0x81, 0x82, 0x86, 0x87);

    /** All that there is, of a handshake in which a response of OCSP came along or not. */
    Set<Peculiarity> at(Instant now, boolean stapled) {
        var leaf = path.getFirst();
        var met = EnumSet.noneOf(Peculiarity.class);
        put(met, Peculiarity.RSA_TOO_SMALL, path.stream().anyMatch(one -> rsaBits(one.getPublicKey()) < SMALLEST_RSA));
        put(
                met,
                Peculiarity.RSA_TOO_LARGE,
                path.stream()
                        .anyMatch(one -> one.getPublicKey() instanceof RSAKey key
                                && key.getModulus().bitLength() > LARGEST_RSA));
        put(met, Peculiarity.PSS_KEY, leaf.getPublicKey().getAlgorithm().equals("RSASSA-PSS"));
        put(
                met,
                Peculiarity.ED25519_KEY,
                leaf.getPublicKey() instanceof EdECKey key
                        && key.getParams().getName().equals(NamedParameterSpec.ED25519.getName()));
        put(
                met,
                Peculiarity.SHA1_SIGNATURE,
                path.stream().anyMatch(one -> one.getSigAlgName().startsWith("SHA1")));
        put(
                met,
                Peculiarity.NEGATIVE_SERIAL,
                path.stream().anyMatch(one -> one.getSerialNumber().signum() < 0));
        put(met, Peculiarity.MALFORMED_NAME, AlternativeNames.of(leaf).haveMalformedEntry());
        put(met, Peculiarity.NOT_FOR_SIGNATURES, !allows(leaf, DIGITAL_SIGNATURE));
        put(met, Peculiarity.LEAF_IS_AUTHORITY, leaf.getBasicConstraints() >= 0);
        put(met, Peculiarity.LEAF_FOR_ANY_PURPOSE, isForAnyPurpose(leaf));
        put(met, Peculiarity.MUST_STAPLE_IGNORED, !stapled && demandsStapling(leaf));
        put(met, Peculiarity.ISSUER_FOR_ANY_PURPOSE, issuers().anyMatch(ChainPeculiarities::isForAnyPurpose));
        put(
                met,
                Peculiarity.ISSUER_NOT_FOR_SERVERS,
                issuers()
                        .anyMatch(one -> purposes(one)
                                .filter(list -> !list.contains(FOR_ANYTHING) && !list.contains(FOR_SERVERS))
                                .isPresent()));
        put(
                met,
                Peculiarity.ISSUER_CONSTRAINS_OTHER_NAMES,
                issuers().anyMatch(ChainPeculiarities::constrainsOtherNames));
        put(met, Peculiarity.ENDED_TWIN_FIRST, issuers().anyMatch(one -> hasEndedTwinBefore(one, now)));
        put(
                met,
                Peculiarity.ROOT_ENDED,
                root.filter(one -> one.getNotAfter().toInstant().isBefore(now)).isPresent());
        for (int i = 0; i < path.size(); i++) {
            var issuer = i + 1 < path.size() ? Optional.of(path.get(i + 1)) : root;
            if (issuer.isPresent()) {
                put(
                        met,
                        Peculiarity.ISSUER_WRITTEN_OTHERWISE,
                        !Arrays.equals(
                                path.get(i).getIssuerX500Principal().getEncoded(),
                                issuer.get().getSubjectX500Principal().getEncoded()));
                put(met, Peculiarity.ISSUER_KEY_OTHERWISE, namesAnotherKey(path.get(i), issuer.get()));
            }
        }
        return met;
    }

    private static void put(Set<Peculiarity> met, Peculiarity what, boolean itIs) {
        if (itIs) {
            met.add(what);
        }
    }

    private Stream<X509Certificate> issuers() {
        return path.stream().skip(1);
    }

    private static int rsaBits(PublicKey key) {
        return key instanceof RSAKey rsa ? rsa.getModulus().bitLength() : Integer.MAX_VALUE;
    }

    private static boolean allows(X509Certificate certificate, int usage) {
        var usages = certificate.getKeyUsage();
        return usages == null || usages[usage];
    }

    private static boolean isForAnyPurpose(X509Certificate certificate) {
        return purposes(certificate)
                .filter(list -> list.contains(FOR_ANYTHING) && !list.contains(FOR_SERVERS))
                .isPresent();
    }

    private static Optional<List<String>> purposes(X509Certificate issuer) {
        try {
            return Optional.ofNullable(issuer.getExtendedKeyUsage());
        } catch (CertificateParsingException e) {
            return Optional.of(List.of());
        }
    }

    private boolean hasEndedTwinBefore(X509Certificate used, Instant now) {
        return sent.stream()
                .takeWhile(one -> !one.equals(used))
                .anyMatch(one -> one.getNotAfter().toInstant().isBefore(now)
                        && one.getSubjectX500Principal().equals(used.getSubjectX500Principal())
                        && one.getPublicKey().equals(used.getPublicKey()));
    }

    private static boolean demandsStapling(X509Certificate leaf) {
        return value(leaf, TLS_FEATURES)
                .flatMap(value -> Der.content(value, Der.SEQUENCE))
                .filter(list -> {
                    for (var one = Der.next(list); one.isPresent(); one = Der.next(list)) {
                        if (one.get().tag() == STATUS_REQUEST[0]
                                && Arrays.equals(Der.bytes(one.get().content()), new byte[] {STATUS_REQUEST[2]})) {
                            return true;
                        }
                    }
                    return false;
                })
                .isPresent();
    }

    /** Critical ones of a kind that has nothing to do with a host: the name of a directory, for example (RFC 5280 section 4.2.1.10). */
    private static boolean constrainsOtherNames(X509Certificate issuer) {
        var critical = issuer.getCriticalExtensionOIDs();
        if (critical == null || !critical.contains(NAME_CONSTRAINTS)) {
            return false;
        }
        var lists = value(issuer, NAME_CONSTRAINTS)
                .flatMap(value -> Der.content(value, Der.SEQUENCE))
                .orElseGet(() -> ByteBuffer.allocate(0));
        for (var list = Der.next(lists); list.isPresent(); list = Der.next(lists)) {
            var trees = list.get().content();
            for (var tree = Der.content(trees, Der.SEQUENCE);
                    tree.isPresent();
                    tree = Der.content(trees, Der.SEQUENCE)) {
                if (Der.next(tree.get())
                        .filter(base -> !USUAL_CONSTRAINTS.contains(base.tag()))
                        .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean namesAnotherKey(X509Certificate certificate, X509Certificate issuer) {
        var wanted = value(certificate, AUTHORITY_KEY_IDENTIFIER)
                .flatMap(value -> Der.content(value, Der.SEQUENCE))
                .flatMap(members -> Der.content(members, CONTEXT_OCTETS))
                .map(Der::bytes);
        var given = value(issuer, KEY_IDENTIFIER)
                .flatMap(value -> Der.content(value, Der.OCTET_STRING))
                .map(Der::bytes);
        return wanted.isPresent() && given.isPresent() && !Arrays.equals(wanted.get(), given.get());
    }

    /** The value of an extension, out of the octet string that it comes in. */
    static Optional<ByteBuffer> value(X509Certificate certificate, String extension) {
        return Optional.ofNullable(certificate.getExtensionValue(extension))
                .flatMap(octets -> Der.content(ByteBuffer.wrap(octets), Der.OCTET_STRING));
    }
}
