package io.mtasts.observe.tls;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kind of key that a certificate has. A server may have a certificate of each, and which of the two a sender meets depends on the
 * signatures that the sender offers, and on their order (RFC 8446 section 4.4.2.2).
 */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum KeyKind {
    RSA(
            List.of(
                    new Scheme("rsa_pss_rsae_sha256", 0x0804),
                    new Scheme("rsa_pss_rsae_sha384", 0x0805),
                    new Scheme("rsa_pss_rsae_sha512", 0x0806),
                    new Scheme("rsa_pss_pss_sha256", 0x0809),
                    new Scheme("rsa_pss_pss_sha384", 0x080a),
                    new Scheme("rsa_pss_pss_sha512", 0x080b),
                    new Scheme("rsa_pkcs1_sha256", 0x0401),
                    new Scheme("rsa_pkcs1_sha384", 0x0501),
                    new Scheme("rsa_pkcs1_sha512", 0x0601)),
            List.of(0xc02f, 0xc030, 0xcca8, 0xc027, 0xc028, 0xc013, 0xc014, 0x9e, 0x9f, 0x67, 0x6b, 0x33, 0x39)),
    /** And whatever else is no RSA: Ed25519 goes by the same cipher suites (RFC 8422 section 5.1.1). */
    ECDSA(
            List.of(
                    new Scheme("ecdsa_secp256r1_sha256", 0x0403),
                    new Scheme("ecdsa_secp384r1_sha384", 0x0503),
                    new Scheme("ecdsa_secp521r1_sha512", 0x0603),
                    new Scheme("ed25519", 0x0807),
                    new Scheme("ed448", 0x0808)),
            List.of(0xc02b, 0xc02c, 0xcca9, 0xc023, 0xc024, 0xc009, 0xc00a));

    private static final List<Integer> OF_TLS_1_3 = List.of(0x1301, 0x1302, 0x1303);

    private final List<Scheme> schemes;
    private final List<Integer> suites;

    KeyKind(List<Scheme> schemes, List<Integer> suites) {
        this.schemes = schemes;
        this.suites = suites;
    }

    /** A way to sign a handshake, by the name and the number that IANA has for it. */
    private record Scheme(String name, int number) {}

    /** By the public key of a certificate. */
    public static KeyKind of(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAKey ? RSA : ECDSA;
    }

    /** The other of the two. */
    public KeyKind other() {
        return this == RSA ? ECDSA : RSA;
    }

    /** The names of their signatures, in the order of the kinds, as the JDK has them. */
    static String[] schemes(Collection<KeyKind> kinds) {
        return kinds.stream()
                .flatMap(kind -> kind.schemes.stream())
                .map(Scheme::name)
                .toArray(String[]::new);
    }

    List<Integer> schemeNumbers() {
        return schemes.stream().map(Scheme::number).toList();
    }

    /** The cipher suites that can go with it, by IANA's numbers; those of TLS 1.3 go with any. */
    List<Integer> suiteNumbers() {
        return Stream.concat(OF_TLS_1_3.stream(), suites.stream()).toList();
    }

    /** Can a cipher suite, by its name, go with it? */
    boolean goesWith(String suite) {
        return suite.contains("_ECDSA_") ? this == ECDSA : this == RSA || !suite.contains("_WITH_");
    }
}
