package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code _mta-sts} and {@code _smtp._tls} records have in common: a version, then fields between semicolons, of which one is
 * required and the others are tolerated (RFC 8461 section 3.1, RFC 8460 section 3).
 */
final class TxtFields {
    private final String version;
    private final String required;
    private final Kind malformed;
    private final Remarks remarks;
    private final Set<String> names = new HashSet<>();
    private Optional<String> value = Optional.empty();

    /** @param malformed what an error is called */
    TxtFields(String version, String required, Kind malformed, Remarks remarks) {
        this.version = version;
        this.required = required;
        this.malformed = malformed;
        this.remarks = remarks;
    }

    /** Those that begin with the version, optional blanks and a semicolon. */
    static List<String> beginningWith(String version, List<String> txt) {
        return txt.stream().filter(text -> firstSemicolon(version, text) > 0).toList();
    }

    /** The first value of the required field, unchecked; empty only after an error. */
    Optional<String> read(String text) {
        int semicolon = firstSemicolon(version, text);
        if (semicolon < 0) {
            remarks.add(Severity.ERROR, malformed, text, "the record must begin with \"%s;\"".formatted(version));
            return Optional.empty();
        }
        if (semicolon > version.length()) {
            remarks.add(
                    Severity.WARNING,
                    Kind.RecordBlank,
                    text.substring(0, semicolon + 1),
                    "some senders discard a record with a blank before the first semicolon: write \"%s;\""
                            .formatted(version));
        }
        fields(text.substring(semicolon + 1));
        if (!names.contains(required)) {
            missing();
        }
        return value;
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

    private void fields(String text) {
        int from = 0;
        for (int end = text.indexOf(';'); end >= 0; end = text.indexOf(';', from)) {
            field(Abnf.withoutTrailingBlanks(Abnf.withoutLeadingBlanks(text.substring(from, end))));
            from = end + 1;
        }
        var last = Abnf.withoutLeadingBlanks(text.substring(from));
        if (last.isEmpty()) {
            return; // the semicolon at the end is optional
        }
        var lastField = Abnf.withoutTrailingBlanks(last);
        if (lastField.length() < last.length()) {
            error(last, "the record must not end with a blank: end it with a semicolon, or with nothing");
        }
        field(lastField);
    }

    private void field(String field) {
        int equals = field.indexOf('=');
        if (field.isEmpty()) {
            error("", "there must be a field between any two semicolons");
        } else if (equals < 0) {
            error(field, "a field must be written name=value");
        } else {
            field(field, field.substring(0, equals), field.substring(equals + 1));
        }
    }

    private void field(String field, String name, String fieldValue) {
        if (!Abnf.extensionName(name)) {
            error(field, Abnf.EXTENSION_NAME_RULE + " before \"=\"");
        } else if (!names.add(name)) {
            remarks.add(
                    Severity.WARNING,
                    Kind.FieldRepeated,
                    field,
                    name + " is repeated: the first counts, senders ignore this one");
        } else if (name.equals(required)) {
            value = Optional.of(fieldValue);
        } else if (fieldValue.isEmpty() || !fieldValue.chars().allMatch(TxtFields::extensionCharacter)) {
            error(field, "a field's value must be printable ASCII, at least one character, without \"=\" and blanks");
        }
    }

    private void missing() {
        var otherCase = names.stream().filter(required::equalsIgnoreCase).findFirst();
        error(
                "",
                otherCase
                        .map(name -> "%s is missing: %s is another name, case matters".formatted(required, name))
                        .orElseGet(() -> "%s is missing".formatted(required)));
    }

    private void error(String seen, String problem) {
        remarks.add(Severity.ERROR, malformed, seen, problem);
    }

    /** {@code %x21-3A / %x3C / %x3E-7E}. */
    private static boolean extensionCharacter(int c) {
        return c >= 0x21 && c <= 0x7E && c != ';' && c != '=';
    }
}
