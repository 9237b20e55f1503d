package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code _mta-sts} and {@code _smtp._tls} records have in common: a version, then fields between semicolons, of which one is
 * required and the others are tolerated (RFC 8461 section 3.1, RFC 8460 section 3).
 */
public final class TxtFields {
    private final String version;
    private final String required;
    private final Kind malformed;
    private final Remarks remarks;
    private final Set<String> names = new HashSet<>();
    private final List<TxtField> found = new ArrayList<>();
    private final String repeated;

    /**
     * @param malformed what an error is called
     * @param repeated what is said of a second of the required field; empty where only the first counts
     */
    public TxtFields(String version, String required, Kind malformed, String repeated, Remarks remarks) {
        this.version = version;
        this.required = required;
        this.malformed = malformed;
        this.repeated = repeated;
        this.remarks = remarks;
    }

    /**
     * A field as it stands in the record.
     *
     * @param at where it begins, counted from one
     */
    public record TxtField(int at, String name, String value) {
        /** With its name. */
        public String text() {
            return name + "=" + value;
        }

        /** Where the value begins, counted from one. */
        public int valueAt() {
            return at + name.length() + 1;
        }
    }

    /** Those that begin with the version, optional blanks and a semicolon. */
    public static List<String> beginningWith(String version, List<String> txt) {
        return txt.stream().filter(text -> firstSemicolon(version, text) > 0).toList();
    }

    /** The required field, all of those that count, their values unchecked; empty only after an error. */
    public List<TxtField> read(String text) {
        int semicolon = firstSemicolon(version, text);
        if (semicolon < 0) {
            error(1, text, "the record must begin with \"%s;\"%s".formatted(version, insteadOfIt(text)));
            return found;
        }
        if (semicolon > version.length()) {
            remarks.add(
                    Severity.WARNING,
                    Kind.RecordBlank,
                    Position.ofCharacter(1),
                    text.substring(0, semicolon + 1),
                    "some senders discard a record with a space before the first semicolon");
        }
        names.add(version.substring(0, version.indexOf('='))); // so that a second version is ignored as such
        fields(text, semicolon + 1);
        if (!names.contains(required)) {
            missing();
        }
        return found;
    }

    /** What it is where it is no record at all, or no sure one. */
    private static String insteadOfIt(String text) {
        if (text.startsWith("\"")) {
            return ": leave out the quotation marks, and whatever is between two strings";
        }
        return text.startsWith("version:") || text.startsWith("mode:")
                ? ": this is a policy, which belongs on the web server, not in DNS"
                : "";
    }

    private static int firstSemicolon(String version, String text) {
        if (!text.startsWith(version)) {
            return -1;
        }
        int at = version.length();
        while (at < text.length() && Abnf.blank(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == ';' ? at : -1;
    }

    private void fields(String text, int start) {
        int from = start;
        for (int end = text.indexOf(';', from); end >= 0; end = text.indexOf(';', from)) {
            field(text, from, end);
            from = end + 1;
        }
        var last = text.substring(from);
        var lastField = Abnf.withoutTrailingBlanks(last);
        if (lastField.isEmpty()) {
            return; // the semicolon at the end is optional, and blanks may follow it
        }
        if (lastField.length() < last.length()) {
            error(
                    from + lastField.length() + 1,
                    Abnf.withoutLeadingBlanks(last),
                    "the record must not end with a space: end it with a semicolon, or with nothing");
        }
        field(text, from, text.length());
    }

    /** What stands between two semicolons. */
    private void field(String text, int from, int end) {
        var written = Abnf.withoutLeadingBlanks(text.substring(from, end));
        int at = end - written.length() + 1;
        var field = Abnf.withoutTrailingBlanks(written);
        int equals = field.indexOf('=');
        if (field.isEmpty()) {
            error(Math.min(end + 1, at), "", "there must be a field between two semicolons");
        } else if (equals < 0) {
            error(at, field, "a field must be written name=value");
        } else {
            field(new TxtField(at, field.substring(0, equals), field.substring(equals + 1)));
        }
    }

    private void field(TxtField field) {
        if (!Abnf.extensionName(field.name())) {
            error(field.at(), field.text(), Abnf.EXTENSION_NAME_RULE + " before \"=\"");
        } else if (!names.add(field.name())) {
            repeated(field);
        } else if (field.name().equals(required)) {
            found.add(field);
        } else if (field.value().isEmpty() || !field.value().chars().allMatch(TxtFields::extensionCharacter)) {
            error(
                    field.at(),
                    field.text(),
                    "a field's value must be printable ASCII, at least one character, without \"=\" or spaces");
        }
    }

    private void repeated(TxtField field) {
        boolean counts = field.name().equals(required) && !repeated.isEmpty();
        if (counts) {
            found.add(field);
        }
        remarks.add(
                Severity.WARNING,
                Kind.FieldRepeated,
                Position.ofCharacter(field.at()),
                field.text(),
                counts
                        ? repeated
                        : field.name()
                                + " is repeated: the first counts, senders ignore this one; a stricter sender discards"
                                + " the whole record");
    }

    private void missing() {
        var otherCase = names.stream().filter(required::equalsIgnoreCase).findFirst();
        remarks.add(
                Severity.ERROR,
                malformed,
                otherCase
                        .map(name ->
                                "%s is missing: %s is a different name, since case matters".formatted(required, name))
                        .orElseGet(() -> "%s is missing".formatted(required)));
    }

    private void error(int at, String seen, String problem) {
        remarks.add(Severity.ERROR, malformed, Position.ofCharacter(at), seen, problem);
    }

    /** {@code %x21-3A / %x3C / %x3E-7E}. */
    private static boolean extensionCharacter(int c) {
        return c >= 0x21 && c <= 0x7E && c != ';' && c != '=';
    }
}
