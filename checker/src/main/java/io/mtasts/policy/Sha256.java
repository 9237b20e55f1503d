package io.mtasts.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A stable fingerprint of a text: the same in every version of the operator and on every machine. */
public final class Sha256 {
    private Sha256() {}

    /** The first so many of the 64 lower-case hex digits of the SHA-256 of the text's UTF-8 bytes. */
    public static String hex(String text, int digits) {
        return HexFormat.of()
                .formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, digits);
    }

    /** The whole of it, of octets. */
    public static String hex(byte[] octets) {
        return HexFormat.of().formatHex(sha256().digest(octets));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
