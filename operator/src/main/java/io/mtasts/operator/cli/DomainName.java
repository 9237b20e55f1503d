package io.mtasts.operator.cli;

import io.mtasts.policy.ALabels;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail domain as a person writes it.
 *
 * @param text in lower case, A-labels, without a final dot
 * @param note what the person should know of how it was read
 */
record DomainName(String text, Optional<String> note) {
    /** 253, less "mta-sts." and "_smtp._tls.", the longer of what goes in front. */
    private static final int LONGEST = 253 - "_smtp._tls.".length();

    private static final int LONGEST_LABEL = 63;

    /** What Java makes of an argument that is not ASCII where the locale is C. */
    private static final char UNREADABLE = '\uFFFD';

    /**
     * Takes any case, one final dot and U-labels.
     *
     * @throws IllegalArgumentException with a sentence for the user when it is something else
     */
    static DomainName parse(String written) {
        var text = written.trim();
        var plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (plain.contains("://")) {
            var authority = plain.substring(plain.indexOf("://") + 3).split("[/?#]", 2)[0];
            throw instead(
                    written, "a URL", authority.replaceFirst("^[^@]*@", "").replaceFirst(":[0-9]*$", ""));
        }
        if (plain.contains("@")) {
            throw instead(written, "an e-mail address", plain.substring(plain.lastIndexOf('@') + 1));
        }
        if (plain.contains("/")) {
            throw instead(written, "a path", plain.substring(0, plain.indexOf('/')));
        }
        if (plain.startsWith("_mta-sts.") || plain.startsWith("_smtp._tls.")) {
            throw instead(written, "the name of a record", plain.replaceFirst("^_mta-sts\\.|^_smtp\\._tls\\.", ""));
        }
        if (plain.matches("[0-9.]+") || plain.contains(":")) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is an address or has a port: write a mail domain alone.");
        }
        var ascii = ascii(written, plain).toLowerCase(Locale.ROOT);
        problem(ascii).ifPresent(problem -> {
            throw new IllegalArgumentException("\"%s\" is not a domain: %s.".formatted(written, problem));
        });
        return new DomainName(
                ascii,
                ascii.equalsIgnoreCase(plain)
                        ? Optional.empty()
                        : Optional.of("%s is looked up as %s.".formatted(written, ascii)));
    }

    private static String ascii(String written, String plain) {
        if (plain.chars().allMatch(c -> c < 0x80)) {
            return plain;
        }
        if (plain.indexOf(UNREADABLE) >= 0) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" has letters that cannot be read in this locale: write it"
                            + " with A-labels (xn--...), or set LC_ALL=C.UTF-8.");
        }
        if (ALabels.readDifferently(plain)) {
            throw new IllegalArgumentException("\"" + written
                    + "\" has a letter that programs interpret differently: write it with A-labels (xn--...).");
        }
        return ALabels.of(plain)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + written + "\" is not a domain: it has characters that no domain has."));
    }

    private static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("it is empty");
        }
        if (name.length() > LONGEST) {
            return Optional.of("it has %d characters, but at most %d are allowed".formatted(name.length(), LONGEST));
        }
        for (var label : name.split("\\.", -1)) {
            if (label.isEmpty()) {
                return Optional.of("there is an empty part between two dots, or before the first one");
            }
            if (label.length() > LONGEST_LABEL) {
                return Optional.of("a part between dots has more than %d characters".formatted(LONGEST_LABEL));
            }
            if (!label.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")) {
                return Optional.of(
                        "\"%s\" must be letters, digits and hyphens, without a hyphen first or last".formatted(label));
            }
        }
        return Optional.empty();
    }

    private static IllegalArgumentException instead(String written, String kind, String domain) {
        var name = domain.toLowerCase(Locale.ROOT);
        return new IllegalArgumentException("\"%s\" is %s, not a mail domain%s"
                .formatted(written, kind, problem(name).isEmpty() ? ": did you mean " + name + "?" : "."));
    }
}
