package io.mtasts.reports.mail;

import java.util.Locale;

/** The field From (RFC 5322 section 3.6.2), of which only the domain matters. */
final class FromField {
    private final StringBuilder plain = new StringBuilder();
    private int comments;
    private boolean quoted;

    private FromField() {}

    /**
     * Of the one address in it, in lower case; "" where there is none or there are several. What stands in quotation marks or in
     * parentheses is a name or a comment, whatever it looks like.
     */
    static String domain(String field) {
        var from = new FromField();
        for (int i = 0; i < field.length(); i++) {
            boolean escape = field.charAt(i) == '\\' && (from.quoted || from.comments > 0);
            if (escape) {
                i++;
            } else {
                from.read(field.charAt(i));
            }
        }
        return domainOf(from.plain.toString());
    }

    private void read(char c) {
        if (quoted) {
            quoted = c != '"';
        } else if (c == '(') {
            comments++;
        } else if (comments > 0) {
            comments -= c == ')' ? 1 : 0;
        } else if (c == '"') {
            quoted = true;
        } else {
            plain.append(c);
        }
    }

    private static String domainOf(String plain) {
        int at = plain.indexOf('@');
        if (at < 0 || plain.indexOf('@', at + 1) >= 0) {
            return "";
        }
        int end = plain.indexOf('>', at);
        var rest = end < 0 ? plain.substring(at + 1) : plain.substring(at + 1, end);
        return rest.strip().toLowerCase(Locale.ROOT);
    }
}
