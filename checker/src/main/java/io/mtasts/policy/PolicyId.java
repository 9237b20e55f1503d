package io.mtasts.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The id of a policy, by which senders notice that it has changed (RFC 8461 section 3.1).
 *
 * @param text 1 to {@value #LIMIT} ASCII letters and digits, case matters; anything else is an IllegalArgumentException
 */
public record PolicyId(String text) {
    /** The longest id, in characters. */
    public static final int LIMIT = 32;

    private static final int SHORT_FORM = 8;

    public PolicyId {
        if (!isId(text)) {
            throw new IllegalArgumentException("an id is 1 to 32 letters and digits, not \"" + Excerpt.of(text) + '"');
        }
    }

    /** The id under which a body is served: equal bodies of one revision have equal ids, whoever computes them. */
    public static PolicyId of(String body, long revision) {
        var hashed = (body + "\n" + revision).getBytes(StandardCharsets.UTF_8);
        return new PolicyId(HexFormat.of().formatHex(sha256().digest(hashed)).substring(0, LIMIT));
    }

    /** Is the text 1 to 32 ASCII letters and digits? */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= LIMIT && text.chars().allMatch(c -> Abnf.alphaOrDigit((char) c));
    }

    /** The first 8 characters: enough for a person to tell policies apart. */
    public String shortForm() {
        return text.substring(0, Math.min(SHORT_FORM, text.length()));
    }

    @Override
    public String toString() {
        return text;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
