package io.mtasts.reports.store;

import io.mtasts.reports.intake.PolicyDomain;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts of others as they are kept: of a length that we choose, and of characters that every database takes. */
final class StoredText {
    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    /** Stands for what was cut off. */
    private static final String CUT = "\u2026";

    private static final char UNKNOWN = '\uFFFD';

    private StoredText() {}

    /** At most so many characters; those that no database keeps, NUL and halves of surrogate pairs, become U+FFFD. */
    static String of(String text, int longest) {
        var kept = text.length() <= longest ? text : text.substring(0, longest - 1) + CUT;
        var clean = new StringBuilder(kept.length());
        for (int i = 0; i < kept.length(); i++) {
            char c = kept.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < kept.length() && Character.isLowSurrogate(kept.charAt(i + 1))) {
                clean.append(c).append(kept.charAt(++i));
            } else {
                clean.append(c == 0 || Character.isSurrogate(c) ? UNKNOWN : c);
            }
        }
        return clean.toString();
    }

    static String of(Optional<String> text, int longest) {
        return of(text.orElse(""), longest);
    }

    /** A domain. What is no name is kept as it is, in lower case, for nobody can ask for it. */
    static String domain(String reported) {
        var name = PolicyDomain.of(reported);
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches()
                ? name
                : of(reported.strip().toLowerCase(Locale.ROOT), LONGEST_NAME);
    }
}
