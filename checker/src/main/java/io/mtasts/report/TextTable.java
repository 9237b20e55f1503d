package io.mtasts.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A page for a terminal: headings, and under them lines with a mark each. */
public final class TextTable {
    private static final String INDENT = " ".repeat(9);
    private static final String REMEDY_INDENT = INDENT + "  ";
    private static final String GAP = "   ";

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final boolean colours;

    /**
     * An empty page.
     *
     * @param width in columns; names, records and commands that are longer than a line are not broken
     * @param colours whether to colour the marks with ANSI escapes
     */
    public TextTable(int width, boolean colours) {
        this.width = width;
        this.colours = colours;
    }

    /** A line of which one part stands at the left, the other at the right. */
    public void title(String left, String right) {
        line(beside(left, right));
    }

    /** A heading after an empty line; {@code subject} is the name or URL that it is about, or empty. */
    public void section(String title, String subject) {
        line("");
        line("%-12s %s".formatted(title, subject).stripTrailing());
    }

    /**
     * A line, or several where it is long.
     *
     * @param remedy what to do, or empty
     * @param reason for the right edge, or empty
     */
    public void row(Mark mark, String said, String remedy, String reason) {
        var lines = new ArrayList<>(Wrapped.lines(said, INDENT, width));
        if (!remedy.isEmpty()) {
            lines.addAll(Wrapped.lines(remedy, REMEDY_INDENT, width));
        }
        if (!reason.isEmpty()) {
            withReason(lines, reason);
        }
        lines.set(0, marked(mark) + lines.getFirst().substring(INDENT.length()));
        lines.forEach(this::line);
    }

    /** A line to be copied, which is never broken. */
    public void copied(String whole) {
        line(REMEDY_INDENT + whole);
    }

    /** Text from the left edge on. */
    public void paragraph(String said) {
        Wrapped.lines(said, "", width).forEach(this::line);
    }

    /** Everything; each line ends in LF. */
    public String text() {
        return text.toString();
    }

    /** At the right of the last line where there is room, else below it. */
    private void withReason(List<String> lines, String reason) {
        var last = lines.getLast();
        if (last.length() + GAP.length() + reason.length() <= width) {
            lines.set(lines.size() - 1, beside(last, reason));
        } else {
            lines.add(beside("", reason));
        }
    }

    private String beside(String left, String right) {
        return left + " ".repeat(Math.max(GAP.length(), width - left.length() - right.length())) + right;
    }

    private String marked(Mark mark) {
        var padded = String.format(Locale.ROOT, "  %-5s  ", mark.text());
        return colours && !mark.text().isEmpty()
                ? padded.replace(mark.text(), "\u001B[" + colour(mark) + "m" + mark.text() + "\u001B[0m")
                : padded;
    }

    private static String colour(Mark mark) {
        return switch (mark) {
            case OK -> "32";
            case INFO, NONE -> "0";
            case WARNING -> "33";
            case UNKNOWN -> "35";
            case ERROR -> "1;31";
        };
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
