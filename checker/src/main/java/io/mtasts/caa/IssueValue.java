package io.mtasts.caa;

import io.mtasts.policy.Abnf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of an issue property (RFC 8659 section 4.2): {@code letsencrypt.org; validationmethods=dns-01}.
 *
 * @param authority the domain name of who may issue, in lower case; empty where nobody is named
 * @param parameters in the order in which they stand
 */
public record IssueValue(Optional<String> authority, List<Parameter> parameters) {
    /** Names nobody; a value that does not follow the grammar is read as this. */
    static final IssueValue NOBODY = new IssueValue(Optional.empty(), List.of());

    private static final String LABEL = "[A-Za-z0-9](?:-*+[A-Za-z0-9])*+";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");
    private static final Pattern TAG = Pattern.compile(LABEL);
    private static final Pattern VALUE = Pattern.compile("[!-:<-~]*+");

    /** What the authority is to heed beside; {@code tag} in lower case. */
    public record Parameter(String tag, String value) {}

    public IssueValue {
        parameters = List.copyOf(parameters);
    }

    /** Empty where the text does not follow the grammar: authorities then treat it as one that names nobody. */
    static Optional<IssueValue> parse(String text) {
        int semicolon = text.indexOf(';');
        var name = blankless(semicolon < 0 ? text : text.substring(0, semicolon));
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        var authority = Optional.of(name.toLowerCase(Locale.ROOT)).filter(found -> !found.isEmpty());
        return semicolon < 0
                ? Optional.of(new IssueValue(authority, List.of()))
                : parameters(text.substring(semicolon + 1)).map(found -> new IssueValue(authority, found));
    }

    private static Optional<List<Parameter>> parameters(String text) {
        if (blankless(text).isEmpty()) {
            return Optional.of(List.of());
        }
        var parameters = new ArrayList<Parameter>();
        for (var one : text.split(";", -1)) {
            int equals = one.indexOf('=');
            var tag = blankless(equals < 0 ? one : one.substring(0, equals));
            var value = equals < 0 ? "" : blankless(one.substring(equals + 1));
            if (equals < 0
                    || !TAG.matcher(tag).matches()
                    || !VALUE.matcher(value).matches()) {
                return Optional.empty();
            }
            parameters.add(new Parameter(tag.toLowerCase(Locale.ROOT), value));
        }
        return Optional.of(parameters);
    }

    /** The values of that parameter. */
    List<String> values(String tag) {
        return parameters.stream()
                .filter(parameter -> parameter.tag().equals(tag))
                .map(Parameter::value)
                .toList();
    }

    private static String blankless(String text) {
        return Abnf.withoutTrailingBlanks(Abnf.withoutLeadingBlanks(text));
    }
}
