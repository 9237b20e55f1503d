package io.mtasts.observe.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A client's part of the key exchange of TLS 1.3 (RFC 8446 section 4.2.8), by the number of the group. The keys behind it are thrown
 * away: nothing is agreed on.
 */
final class KeyShares {
    private static final int X25519 = 0x001d;
    private static final int P_256 = 0x0017;
    private static final int X25519_MLKEM768 = 0x11ec;
    private static final int X25519_OCTETS = 32;
    private static final int P_256_OCTETS = 65;
    private static final int MLKEM768_OCTETS = 1184;

    /** With these a hello fits into one packet. */
    static final List<Integer> SMALL = List.of(X25519, P_256);

    /** With that of ML-KEM before them, as browsers, Go and rustls have it, it does not. */
    static final List<Integer> LARGE = List.of(X25519_MLKEM768, X25519, P_256);

    private static final Map<Integer, byte[]> SHARES = made();

    private KeyShares() {}

    static byte[] of(int group) {
        var share = SHARES.get(group);
        if (share == null) {
            throw new IllegalArgumentException("no key share for group " + group);
        }
        return share.clone();
    }

    private static Map<Integer, byte[]> made() {
        try {
            var curve25519 = end(KeyPairGenerator.getInstance("X25519"), X25519_OCTETS);
            var p256 = KeyPairGenerator.getInstance("EC");
            p256.initialize(new ECGenParameterSpec("secp256r1"));
            var both = Arrays.copyOf(
                    end(KeyPairGenerator.getInstance("ML-KEM-768"), MLKEM768_OCTETS), MLKEM768_OCTETS + X25519_OCTETS);
            System.arraycopy(curve25519, 0, both, MLKEM768_OCTETS, X25519_OCTETS);
            return Map.of(X25519, curve25519, P_256, end(p256, P_256_OCTETS), X25519_MLKEM768, both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key exchange of TLS 1.3 is not available in this Java runtime", e);
        }
    }

    /** The public key itself stands at the end of what it is encoded in (RFC 5280 section 4.1.2.7). */
    private static byte[] end(KeyPairGenerator keys, int octets) {
        var encoded = keys.generateKeyPair().getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - octets, encoded.length);
    }
}
