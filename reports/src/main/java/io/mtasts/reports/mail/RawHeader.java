package io.mtasts.reports.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.jdkim.api.Headers;

/**
 * The header of a mail, field by field as it came: a signature is over every blank of it.
 *
 * @param fields with their names and folds, without the line end after each; only a bounded number is looked at
 * @param bodyStart where the body begins
 */
record RawHeader(List<String> fields, int bodyStart) implements Headers {
    private static final int MOST_FIELDS = 1_000;

    RawHeader {
        fields = List.copyOf(fields);
    }

    static RawHeader of(byte[] mail) {
        var fields = new ArrayList<String>();
        int at = 0;
        while (at < mail.length && fields.size() < MOST_FIELDS) {
            if (isLineEnd(mail, at)) {
                return new RawHeader(fields, at + 2);
            }
            int end = at;
            do {
                end = lineEnd(mail, end);
            } while (end < mail.length && (mail[end] == ' ' || mail[end] == '\t'));
            int textEnd = end - at >= 2 && isLineEnd(mail, end - 2) ? end - 2 : end;
            fields.add(new String(mail, at, textEnd - at, StandardCharsets.UTF_8));
            at = end;
        }
        return new RawHeader(fields, at);
    }

    private static boolean isLineEnd(byte[] mail, int at) {
        return at + 1 < mail.length && mail[at] == '\r' && mail[at + 1] == '\n';
    }

    private static int lineEnd(byte[] mail, int from) {
        for (int at = from; at < mail.length; at++) {
            if (isLineEnd(mail, at)) {
                return at + 2;
            }
        }
        return mail.length;
    }

    /** With one signature in the place of all. */
    RawHeader with(String signature) {
        var kept = new ArrayList<>(fields.stream()
                .filter(field -> !isNamed(field, "DKIM-Signature"))
                .toList());
        kept.addFirst(signature);
        return new RawHeader(kept, bodyStart);
    }

    @Override
    public List<String> getFields() {
        return fields;
    }

    @Override
    public List<String> getFields(String name) {
        return fields.stream().filter(field -> isNamed(field, name)).toList();
    }

    private static boolean isNamed(String field, String name) {
        int colon = field.indexOf(':');
        return colon >= 0
                && field.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    /** What follows the colon, unfolded. */
    static String value(String field) {
        return field.substring(field.indexOf(':') + 1)
                .replaceAll("\r\n(?=[ \t])", "")
                .strip();
    }
}
