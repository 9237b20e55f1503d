package io.mtasts.report;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text of anybody as HTML. */
final class Html {
    /** What stands in a remedy to be copied, as {@link Wrapped} knows it too. */
    private static final Pattern RECORD = Pattern.compile("\\S+ TXT \"[^\"]*\"");

    private Html() {}

    /** For text between tags and in quoted attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** What to do, each record to publish in a block of its own, which one click selects. */
    static String remedy(String text) {
        var html = new StringBuilder();
        var records = RECORD.matcher(text);
        int end = 0;
        while (records.find()) {
            html.append(paragraph(text.substring(end, records.start())));
            html.append("<pre>").append(escaped(records.group())).append("</pre>");
            end = records.end();
        }
        return html.append(paragraph(text.substring(end))).toString();
    }

    private static String paragraph(String text) {
        var words = text.strip();
        return words.isEmpty() || words.equals(".") ? "" : "<p class=\"remedy\">" + escaped(words) + "</p>";
    }

    /** The mark as a word of its colour. */
    static String mark(Mark mark) {
        return mark(mark, mark.text());
    }

    /** A word in the colour of a mark. */
    static String mark(Mark mark, String text) {
        return "<span class=\"mark %s\">%s</span>".formatted(name(mark), escaped(text));
    }

    /** The class of what is marked so. */
    static String name(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }
}
