package io.mtasts.policy;

import java.util.Arrays;
import java.util.Optional;

/** {@code ["*."] Domain} of RFC 5321 4.1.2, with the right form for what people write instead. */
final class MxSyntax {
    private static final String WILDCARD = "*.";
    private static final int NAME_LIMIT = 253;
    private static final int LABEL_LIMIT = 63;

    private MxSyntax() {}

    /** What keeps the text from being a pattern, and what to write instead; empty when nothing does. */
    static Optional<String> problem(String text) {
        return fits(text) ? Optional.empty() : Optional.of(explain(text));
    }

    /** Four numbers with dots: a Domain by the grammar, but nothing that an MX record can name. */
    static boolean looksLikeAddress(String name) {
        var labels = name.split("\\.", -1);
        return labels.length == 4 && Arrays.stream(labels).allMatch(label -> label.length() <= 3 && Abnf.digits(label));
    }

    private static boolean fits(String text) {
        return text.length() <= NAME_LIMIT
                && Arrays.stream(name(text).split("\\.", -1)).allMatch(MxSyntax::label);
    }

    private static boolean label(String label) {
        return !label.isEmpty()
                && label.length() <= LABEL_LIMIT
                && hostNameCharacters(label)
                && !label.startsWith("-")
                && !label.endsWith("-");
    }

    /** The likeliest mistake first. */
    private static String explain(String text) {
        var name = name(text);
        if (name.isEmpty()) {
            return "mx must name a mail server, for example mx1.example.com or *.example.com";
        }
        if (name.indexOf(',') >= 0 || name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0) {
            return "mx must be one host name: write a line \"mx: HOST\" for each mail server";
        }
        if (text.startsWith("[") || name.indexOf(':') != name.lastIndexOf(':')) {
            return "mx must be a host name, not an address: write the name that the MX record has";
        }
        if (name.indexOf(':') >= 0) {
            return "mx must be a host name without a port" + instead(text.substring(0, text.indexOf(':')));
        }
        if (text.startsWith(".")) {
            return "mx must not begin with a dot" + instead("*" + text);
        }
        if (name.endsWith(".")) {
            return "mx must not end with a dot" + instead(text.substring(0, text.length() - 1));
        }
        if (name.chars().anyMatch(c -> c > 0x7F)) {
            return "mx must be written in ASCII, as A-labels (xn--...)" + instead(toALabels(text));
        }
        if (name.indexOf('*') >= 0) {
            return "a wildcard must be the whole leftmost label and only that, for example *.example.com";
        }
        if (text.length() > NAME_LIMIT) {
            return "mx must be at most %d characters long, and is %d".formatted(NAME_LIMIT, text.length());
        }
        return explainLabels(name);
    }

    private static String explainLabels(String name) {
        if (name.indexOf("..") >= 0) {
            return "mx must have something between any two dots";
        }
        if (!hostNameCharacters(name.replace(".", ""))) {
            return "mx must be a host name of letters, digits, hyphens and dots, for example mx1.example.com";
        }
        if (Arrays.stream(name.split("\\.", -1)).anyMatch(label -> label.length() > LABEL_LIMIT)) {
            return "each part of mx between dots must be at most %d characters long".formatted(LABEL_LIMIT);
        }
        return "no part of mx between dots may begin or end with a hyphen";
    }

    private static String instead(String suggestion) {
        return fits(suggestion) ? ": write " + Abnf.lowerCase(suggestion) : "";
    }

    /** The text itself when there is no sure answer. */
    private static String toALabels(String text) {
        var wildcard = text.startsWith(WILDCARD) ? WILDCARD : "";
        return ALabels.of(name(text)).map(name -> wildcard + name).orElse(text);
    }

    private static String name(String text) {
        return text.startsWith(WILDCARD) ? text.substring(WILDCARD.length()) : text;
    }

    private static boolean hostNameCharacters(String text) {
        return text.chars().allMatch(c -> Abnf.alphaOrDigit((char) c) || c == '-');
    }
}
