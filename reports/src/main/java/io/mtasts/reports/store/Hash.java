package io.mtasts.reports.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short names for long values. */
final class Hash {
    /** Of 128 bits: nobody finds two values for one. */
    private static final int BYTES = 16;

    private Hash() {}

    /** Of texts, each with its length, so that no two lists run into one; in hexadecimal. */
    static String of(String... texts) {
        var sha256 = digest();
        for (var text : texts) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            sha256.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            sha256.update(bytes);
        }
        return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
    }

    /** As databases keep it. */
    static byte[] bytes(String hash) {
        return HexFormat.of().parseHex(hash);
    }

    static byte[] sha256(byte[] bytes) {
        return digest().digest(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
