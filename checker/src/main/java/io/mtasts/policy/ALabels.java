package io.mtasts.policy;

import java.net.IDN;
import java.util.Optional;

/** Internationalised names as DNS has them (RFC 5890 section 2.3.2.1). */
public final class ALabels {
    /** In characters; longer texts are no names, and cost time. */
    private static final int LONGEST = 1_000;

    /** These four mean something else in IDNA2003, which is what {@link IDN} knows, than they do today. */
    private static final String READ_DIFFERENTLY_SINCE = "\u00DF\u03C2\u200C\u200D";

    private ALabels() {}

    /**
     * The name with each U-label as an A-label, in lower case; empty where programs disagree on it, or where there is none. Whether
     * it is a host name is another question.
     */
    public static Optional<String> of(String name) {
        if (name.length() > LONGEST || readDifferently(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Abnf.lowerCase(IDN.toASCII(name)));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    /** Does it hold a letter of which older programs make another name than newer ones? */
    public static boolean readDifferently(String name) {
        return name.chars().anyMatch(c -> READ_DIFFERENTLY_SINCE.indexOf(c) >= 0);
    }
}
