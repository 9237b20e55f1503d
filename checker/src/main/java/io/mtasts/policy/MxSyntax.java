package io.mtasts.policy;

import java.net.IDN;
import java.util.Arrays;
import java.util.Optional;

/** {@code ["*."] Domain} of RFC 5321 4.1.2, with the right form for what people write instead. */
final class MxSyntax {
    private static final int NAME_LIMIT = 253;
    private static final int LABEL_LIMIT = 63;
    /** These four mean something else in IDNA2003, which is what {@link IDN} knows, than they do today. */
    private static final String READ_DIFFERENTLY_SINCE = "\u00DF\u03C2\u200C\u200D";

    private MxSyntax() {}

    /** What keeps the text from being a pattern, and what to write instead; empty when nothing does. */
    static Optional<String> problem(String text) {
        var name = text.startsWith("*.") ? text.substring(2) : text;
        if (name.isEmpty()) {
            return Optional.of("mx must name a mail server, for example mx1.example.com or *.example.com");
        }
        if (text.startsWith(".")) {
            return Optional.of("mx must not begin with a dot" + instead("*" + text));
        }
        if (text.startsWith("[") || name.indexOf(':') >= 0) {
            return Optional.of("mx must be a host name, not an address: write the name that the MX record has");
        }
        if (name.endsWith(".")) {
            return Optional.of("mx must not end with a dot" + instead(text.substring(0, text.length() - 1)));
        }
        if (name.chars().anyMatch(c -> c > 0x7F)) {
            return Optional.of("mx must be written in ASCII, as A-labels (xn--...)" + instead(toALabels(text)));
        }
        if (name.indexOf('*') >= 0) {
            return Optional.of("a wildcard must be the whole leftmost label and only that, for example *.example.com");
        }
        if (text.length() > NAME_LIMIT) {
            return Optional.of("mx must be at most %d characters long, and is %d".formatted(NAME_LIMIT, text.length()));
        }
        for (var label : name.split("\\.", -1)) {
            var problem = labelProblem(label);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** Four numbers with dots: a Domain by the grammar, but nothing that an MX record can name. */
    static boolean looksLikeAddress(String name) {
        var labels = name.split("\\.", -1);
        return labels.length == 4 && Arrays.stream(labels).allMatch(l -> l.length() <= 3 && Abnf.digits(l));
    }

    private static Optional<String> labelProblem(String label) {
        if (label.isEmpty()) {
            return Optional.of("mx must have something between any two dots");
        }
        if (label.length() > LABEL_LIMIT) {
            return Optional.of("each part between dots must be at most %d characters long, and one has %d"
                    .formatted(LABEL_LIMIT, label.length()));
        }
        if (!label.chars().allMatch(c -> Abnf.alphaOrDigit((char) c) || c == '-')) {
            return Optional.of(
                    "mx must be a host name of letters, digits, hyphens and dots, for example mx1.example.com");
        }
        if (label.startsWith("-") || label.endsWith("-")) {
            return Optional.of("no part of mx between dots may begin or end with a hyphen");
        }
        return Optional.empty();
    }

    private static String instead(String suggestion) {
        return problem(suggestion).isEmpty() ? ": write " + Abnf.lowerCase(suggestion) : "";
    }

    /** The text itself when there is no sure answer. */
    private static String toALabels(String text) {
        if (text.length() > NAME_LIMIT || text.chars().anyMatch(c -> READ_DIFFERENTLY_SINCE.indexOf(c) >= 0)) {
            return text;
        }
        try {
            var wildcard = text.startsWith("*.") ? "*." : "";
            return wildcard + IDN.toASCII(text.substring(wildcard.length()));
        } catch (IllegalArgumentException notAName) {
            return text;
        }
    }
}
