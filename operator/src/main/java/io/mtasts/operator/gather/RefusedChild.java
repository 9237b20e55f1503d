package io.mtasts.operator.gather;

import java.time.Instant;

/**
 * A child that the API server did not take when it was last asked: an admission webhook, a policy or a quota is in the way.
 *
 * @param kind for example Ingress
 * @param words the API server's own
 * @param again when it is tried again
 */
public record RefusedChild(String kind, String name, String words, Instant again) {
    private static final int MOST_WORDS = 1000;

    public RefusedChild {
        var plain = words.replaceAll("\\p{Cntrl}+", " ").strip();
        words = plain.length() > MOST_WORDS ? plain.substring(0, MOST_WORDS) + "…" : plain;
    }

    /** The sentence that says so. */
    public String sentence() {
        return "The API server rejects %s %s: %s%s".formatted(kind, name, words, words.endsWith(".") ? "" : ".");
    }
}
