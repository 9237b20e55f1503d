package io.mtasts.tlsrpt;

import io.mtasts.policy.ALabels;
import io.mtasts.policy.Abnf;
import io.mtasts.policy.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A URI that TLS reports may be sent to (RFC 8460 section 3, RFC 3986, RFC 6068). */
final class ReportUri {
    private static final String MARKS = "-._~:/?#[]@$&'()*+=%";

    /** {@code "//" [userinfo "@"] host [":" port]}, the host not empty; each part possessive, so linear. */
    private static final Pattern AUTHORITY =
            Pattern.compile("//(?:[^@\\[\\]]*+@)?+(?:\\[[0-9A-Fa-f:.]++]|[^:@\\[\\]]++)(?::[0-9]*+)?+");

    /** What begins an address, wherever it stands. */
    private static final Pattern BEGINNING = Pattern.compile("(?i)mailto:|https?://");

    static final String COMMA_LOST = "a second address must be preceded by a comma";

    /** In characters; in a longer one the name is not looked for. */
    private static final int LONGEST_WITH_A_NAME = 200;

    private ReportUri() {}

    /**
     * A second address within one: the comma between them was lost.
     *
     * @param at where it begins, from zero
     * @param sure it stands where no URI can hold it, or none that anybody means: in the address of mailto:, or in place of a host's end
     */
    record Second(int at, boolean sure) {}

    /** The first of them. */
    static Optional<Second> second(String uri) {
        var beginning = BEGINNING.matcher(uri);
        int authority = uri.indexOf("://") + "://".length();
        boolean hasHost = !scheme(uri).equals("mailto") && authority > 2;
        int sure = hasHost ? authority + firstOf(uri.substring(authority), "/?#") : firstOf(uri, "?#");
        int first = uri.length() - Abnf.withoutLeadingBlanks(uri).length();
        for (int from = first + 1; from < uri.length() && beginning.find(from); from = beginning.end()) {
            int at = beginning.start();
            if (at < sure || Abnf.alphaOrDigit(uri.charAt(at - 1)) || uri.charAt(at - 1) == '/') {
                return Optional.of(new Second(at, at < sure));
            }
        }
        return Optional.empty();
    }

    /** Each address of what was written as one. */
    static List<String> apart(String uri) {
        var apart = new ArrayList<String>();
        var rest = uri;
        for (var second = second(rest); second.isPresent(); second = second(rest)) {
            apart.add(rest.substring(0, second.get().at()));
            rest = rest.substring(second.get().at());
        }
        apart.add(rest);
        return apart;
    }

    /** Is the scheme one that senders know, in other letters than lower case? */
    static boolean inCapitals(String uri) {
        return supported(uri) && !uri.startsWith(scheme(uri));
    }

    /** Two schemes are defined; a sender skips what it does not know. */
    static boolean supported(String uri) {
        var scheme = scheme(uri);
        return scheme.equals("mailto") || scheme.equals("https");
    }

    /** What keeps it from being a URI, and what to write instead; empty when nothing does. */
    static Optional<String> problem(String uri) {
        if (uri.isEmpty()) {
            return Optional.of("an address is missing, such as mailto:tlsrpt@example.com; separate several by commas");
        }
        if (withALabels(uri).isPresent()) {
            return Optional.of("a name in an address must be written as A-labels (xn--...)");
        }
        if (second(uri).filter(Second::sure).isPresent()) {
            return Optional.of(COMMA_LOST);
        }
        for (int i = 0; i < uri.length(); i++) {
            var problem = characterProblem(uri, i);
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (uri.indexOf('#') != uri.lastIndexOf('#')) {
            return Optional.of("\"#\" may appear only once in a URI: the others are written %23");
        }
        var scheme = scheme(uri);
        var rest = scheme.isEmpty() ? uri : uri.substring(scheme.length() + 1);
        return switch (scheme) {
            case "" ->
                Optional.of("an address must begin with mailto: or https:"
                        + (uri.indexOf('@') > 0 ? ", for example mailto:" + Excerpt.of(uri) : ""));
            case "mailto" -> mailtoProblem(rest);
            case "https" -> httpsProblem(rest);
            default -> otherProblem(rest);
        };
    }

    /** What was probably meant, as far as that can be told. */
    static String meant(String uri) {
        var ascii = withALabels(uri).orElse(uri).replace("!", "%21");
        if (scheme(ascii).isEmpty() && ascii.indexOf('@') > 0) {
            return "mailto:" + ascii;
        }
        if (!supported(ascii)) {
            return ascii;
        }
        var scheme = scheme(ascii);
        var rest = ascii.substring(scheme.length());
        return scheme + (scheme.equals("mailto") && rest.startsWith("://") ? ":" + rest.substring(3) : rest);
    }

    /** The same URI with the name of its host or mail domain in ASCII, where that is all it takes. */
    private static Optional<String> withALabels(String uri) {
        if (uri.length() > LONGEST_WITH_A_NAME || uri.chars().allMatch(c -> c <= 0x7F)) {
            return Optional.empty();
        }
        var scheme = scheme(uri);
        int from = scheme.equals("mailto") ? uri.lastIndexOf('@') + 1 : "https://".length();
        if (!supported(uri) || from <= 0 || from >= uri.length()) {
            return Optional.empty();
        }
        int to = from + firstOf(uri.substring(from), "/?#:,;! ");
        var name = new String(uri.substring(from, to).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (name.chars().allMatch(c -> c <= 0x7F)) {
            return Optional.empty();
        }
        return ALabels.of(name)
                .map(ascii -> uri.substring(0, from) + ascii + uri.substring(to))
                .filter(written -> written.length() <= LONGEST_WITH_A_NAME
                        && problem(written).isEmpty());
    }

    private static Optional<String> characterProblem(String uri, int at) {
        char c = uri.charAt(at);
        if (c == ',' || c == ';' || c == '!') {
            return Optional.of("\"%c\" in an address must be written as %%%02X".formatted(c, (int) c));
        }
        if (Abnf.blank(c)) {
            return Optional.of("an address must not contain a space");
        }
        if (!Abnf.alphaOrDigit(c) && MARKS.indexOf(c) < 0) {
            return Optional.of(
                    "an address must be a URI: percent-encode what is not a letter, a digit or one of " + MARKS);
        }
        if (c == '%' && !(at + 2 < uri.length() && hex(uri.charAt(at + 1)) && hex(uri.charAt(at + 2)))) {
            return Optional.of("\"%\" must be followed by two hexadecimal digits; \"%\" itself is written %25");
        }
        return Optional.empty();
    }

    private static Optional<String> mailtoProblem(String rest) {
        int end = firstOf(rest, "?#");
        var address = rest.substring(0, end);
        int at = address.lastIndexOf('@');
        if (at <= 0 || at == end - 1 || firstOf(rest, "[]") < rest.length()) {
            return Optional.of("mailto: must be followed by an address, for example mailto:tlsrpt@example.com");
        }
        var local = address.substring(0, at);
        boolean quoted = local.startsWith("%22") && local.endsWith("%22");
        return (quoted || firstOf(local, ":/@") == at) && firstOf(address.substring(at), ":/") == end - at
                ? Optional.empty()
                : Optional.of("mailto: must be followed by exactly one address, for example mailto:tlsrpt@example.com");
    }

    /** Of a scheme that senders do not know, the generic grammar alone (RFC 3986 section 3). */
    private static Optional<String> otherProblem(String rest) {
        int end = rest.startsWith("//") ? 2 + firstOf(rest.substring(2), "/?#") : 0;
        boolean fits = (end <= 2 || AUTHORITY.matcher(rest.substring(0, end)).matches())
                && firstOf(rest.substring(end), "[]") == rest.length() - end;
        return fits
                ? Optional.empty()
                : Optional.of(
                        "an address must be a URI: brackets may only enclose the address of a host, and a port must be"
                                + " a number");
    }

    private static Optional<String> httpsProblem(String rest) {
        int end = rest.startsWith("//") ? 2 + firstOf(rest.substring(2), "/?#") : 0;
        return AUTHORITY.matcher(rest.substring(0, end)).matches()
                        && firstOf(rest.substring(end), "[]") == rest.length() - end
                ? Optional.empty()
                : Optional.of(
                        "https: must be followed by // and a host, for example https://reports.example.com/tlsrpt");
    }

    /** In lower case; empty when there is none. */
    private static String scheme(String uri) {
        int colon = uri.indexOf(':');
        if (colon <= 0 || !Abnf.alpha(uri.charAt(0))) {
            return "";
        }
        var scheme = uri.substring(0, colon);
        boolean fits = scheme.chars().allMatch(c -> Abnf.alphaOrDigit((char) c) || c == '+' || c == '-' || c == '.');
        return fits ? Abnf.lowerCase(scheme) : "";
    }

    private static int firstOf(String text, String characters) {
        int i = 0;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private static boolean hex(char c) {
        return Abnf.digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
