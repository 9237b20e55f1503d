package io.mtasts.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code ["*."] Domain} of RFC 5321 4.1.2, with the right form for what people write instead. */
final class MxSyntax {
    private static final String WILDCARD = "*.";
    private static final int NAME_LIMIT = 253;
    private static final int LABEL_LIMIT = 63;

    /** Of several names, in characters; nobody mends more than that at a glance. */
    private static final int LONGEST_TO_MEND = 400;

    private static final Pattern SEPARATOR = Pattern.compile("[,; \t]++");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private MxSyntax() {}

    /** What keeps the text from being a pattern; empty when nothing does. */
    static Optional<String> problem(String text) {
        return fits(text) ? Optional.empty() : Optional.of(explain(text));
    }

    /** Four numbers with dots: a Domain by the grammar, but nothing that an MX record can name. */
    static boolean looksLikeAddress(String name) {
        var labels = name.split("\\.", -1);
        return labels.length == 4 && Arrays.stream(labels).allMatch(label -> label.length() <= 3 && Abnf.digits(label));
    }

    /** Is it a name but for an underscore, which host names do not have and some mail servers do? */
    static boolean hasUnderscore(String text) {
        return text.indexOf('_') >= 0 && fits(text.replace('_', 'x'));
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
            return "mx must be one host name; each mail server has its own line";
        }
        if (name.contains("://")) {
            return "mx must be a host name, not a URL";
        }
        if (text.startsWith("[") || name.indexOf(':') != name.lastIndexOf(':')) {
            return "mx must be a host name, not an address: the name that is in the MX record";
        }
        if (name.indexOf(':') >= 0) {
            return "mx must be a host name without a port";
        }
        if (text.startsWith(".")) {
            return "mx must not begin with a dot";
        }
        if (name.endsWith(".")) {
            return "mx must not end with a dot";
        }
        if (name.chars().anyMatch(c -> c > 0x7F)) {
            return "mx must be written in ASCII, as A-labels (xn--...)";
        }
        if (name.indexOf('*') >= 0) {
            return "a wildcard must be the whole leftmost label and only that, for example *.example.com";
        }
        if (text.length() > NAME_LIMIT) {
            return "mx must be at most %d characters long, not %d".formatted(NAME_LIMIT, text.length());
        }
        return explainLabels(name);
    }

    private static String explainLabels(String name) {
        if (name.indexOf("..") >= 0) {
            return "mx must not have an empty part between two dots";
        }
        if (!hostNameCharacters(name.replace(".", ""))) {
            return "mx must be a host name of letters, digits, hyphens and dots, for example mx1.example.com";
        }
        if (Arrays.stream(name.split("\\.", -1)).anyMatch(label -> label.length() > LABEL_LIMIT)) {
            return "each part of mx between dots must be at most %d characters long".formatted(LABEL_LIMIT);
        }
        return "no part of mx between dots may begin or end with a hyphen";
    }

    /** The patterns that were probably meant, one for each mail server; empty when that is not sure. */
    static List<String> meant(String text) {
        if (text.length() > LONGEST_TO_MEND) {
            return List.of();
        }
        var meant = SEPARATOR
                .splitAsStream(text)
                .filter(word -> !word.isEmpty() && !Abnf.digits(word)) // a preference stands before it in DNS
                .map(MxSyntax::mended)
                .toList();
        return meant.stream().allMatch(pattern -> fits(pattern) && !looksLikeAddress(pattern)) ? meant : List.of();
    }

    private static String mended(String text) {
        var host = text;
        if (host.contains("://")) {
            host = host.substring(host.indexOf("://") + "://".length());
        }
        host = host.split("[/?#]", 2)[0]; // a path
        host = host.startsWith("<") && host.endsWith(">") ? host.substring(1, host.length() - 1) : host;
        host = PORT.matcher(host).replaceFirst("");
        host = host.startsWith(".") ? "*" + host : host;
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return Abnf.lowerCase(fits(host) ? host : toALabels(host));
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
