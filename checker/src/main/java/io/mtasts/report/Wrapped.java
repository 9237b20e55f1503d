package io.mtasts.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text at blanks, but never within a DNS record, a quotation or a command: these are there to be copied. */
final class Wrapped {
    private static final Pattern PART = Pattern.compile(
            "\\S+ TXT \"[^\"]*\"\\S*|kubectl annotate .*?(?=[.,;:]?(?:\\s+[(A-Z]|$))[.,;:]?|\"[^\"]*\"\\S*|\\S+");

    private Wrapped() {}

    /** At least one line, each with the indent; what fits is left as it stands, columns and all. A part that is longer than a line stands on one of its own. */
    static List<String> lines(String text, String indent, int width) {
        if (indent.length() + text.length() <= width) {
            return List.of(indent + text);
        }
        var lines = new ArrayList<String>();
        var line = new StringBuilder(indent);
        var parts = PART.matcher(text);
        while (parts.find()) {
            boolean empty = line.length() == indent.length();
            if (!empty && line.length() + 1 + parts.group().length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(parts.group());
        }
        lines.add(line.toString());
        return lines;
    }
}
