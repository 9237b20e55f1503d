package io.mtasts.operator.story;

import io.mtasts.report.Mark;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that is so.
 *
 * @param remedy what to do, or empty
 * @param reason the condition and its reason, or empty
 * @param copied lines below it, to be copied as they are
 */
record Line(Mark mark, String text, String remedy, String reason, List<String> copied) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    /** Others write what ends here, name servers for one, and it goes to a terminal. */
    Line {
        text = plain(text);
        remedy = plain(remedy);
        reason = plain(reason);
        copied = copied.stream().map(Line::plain).toList();
    }

    Line(Mark mark, String text) {
        this(mark, text, "", "", List.of());
    }

    Line(Mark mark, String text, String remedy) {
        this(mark, text, remedy, "", List.of());
    }

    static String plain(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }
}
