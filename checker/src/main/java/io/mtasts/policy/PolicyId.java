package io.mtasts.policy;

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
        return new PolicyId(Sha256.hex(body + "\n" + revision, LIMIT));
    }

    /** Is the text 1 to 32 ASCII letters and digits? */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= LIMIT && text.chars().allMatch(c -> Abnf.alphaOrDigit((char) c));
    }

    /** The first 8 characters of an id: enough for a person to tell policies apart. */
    public static String shortForm(String id) {
        return id.substring(0, Math.min(SHORT_FORM, id.length()));
    }

    @Override
    public String toString() {
        return text;
    }
}
