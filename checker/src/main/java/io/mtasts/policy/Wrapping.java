package io.mtasts.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * What gets around a text on its way through consoles, zone files and word processors, and is no part of it.
 *
 * @param text without it, one char per byte
 * @param taken what was taken away, each the beginning of a sentence; empty when the text is as it was
 */
record Wrapping(String text, List<String> taken) {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    /** These quotation marks of word processors, and this blank, in UTF-8. */
    private static final List<String> CURLY_QUOTES = List.of(
            "\u00E2\u0080\u009C",
            "\u00E2\u0080\u009D",
            "\u00E2\u0080\u009E",
            "\u00E2\u0080\u0098",
            "\u00E2\u0080\u0099");

    private static final String NO_BREAK_SPACE = "\u00C2\u00A0";

    Wrapping {
        taken = List.copyOf(taken);
    }

    /**
     * Takes it away.
     *
     * @param whole what the text is: "a policy", "a record"
     * @param between what stood between two strings in quotation marks: a record's are joined, a policy's are lines
     */
    static Wrapping of(String written, String whole, String between) {
        var taken = new ArrayList<String>();
        var text = written;
        if (text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
            taken.add("a byte order mark is not part of " + whole);
        }
        text = text.replace(NO_BREAK_SPACE, " ");
        var unescaped = text.replace("\\r\\n", "\n")
                .replace("\\n", "\n")
                .replace("\\059", ";")
                .replace("\\;", ";")
                .replace("\\\"", "\"")
                .replace("\\", "");
        if (!unescaped.equals(text)) {
            taken.add("backslashes are not part of " + whole);
        }
        var plain = unescaped;
        for (var quote : CURLY_QUOTES) {
            plain = plain.replace(quote, "\"");
        }
        if (plain.indexOf('"') >= 0) {
            taken.add("quotation marks are not part of " + whole);
            plain = plain.replaceAll("\"[ \\t]*+\"", between).replace("\"", "");
        }
        return new Wrapping(plain, taken);
    }
}
