package io.mtasts.report;

import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.Severity;
import io.mtasts.report.Scorecard.Row;
import io.mtasts.report.Scorecard.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A report for a terminal: a mark for each line, grouped by what a sender meets one after the other.
 *
 * @param width in columns; names and records that are longer than a line are not broken
 * @param colours whether to colour the marks with ANSI escapes
 */
public record TextReport(int width, boolean colours) {
    /** Of a report that no terminal shows. */
    public static final int USUAL_WIDTH = 110;

    private static final String INDENT = " ".repeat(9);
    private static final String REMEDY_INDENT = INDENT + "  ";
    private static final String GAP = "   ";

    /** The whole report on one domain; every line ends in LF. */
    public String of(Judgement judgement) {
        var card = Scorecard.of(judgement);
        var text = new StringBuilder();
        line(text, beside(card.domain(), card.time()));
        for (var section : card.sections()) {
            section(text, section, judgement);
        }
        line(text, "");
        Wrapped.lines(card.conclusion(), "", width).forEach(each -> line(text, each));
        worst(judgement).ifPresent(reason -> line(text, "More on a reason: mta-sts-operator explain " + reason));
        return text.toString();
    }

    /** Where nothing is wrong, nobody asks for more. */
    private static Optional<String> worst(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .min(Comparator.comparing(Finding::severity))
                .map(finding -> finding.reason().name());
    }

    private void section(StringBuilder text, Section section, Judgement judgement) {
        line(text, "");
        line(text, "%-12s %s".formatted(section.title(), section.subject()).stripTrailing());
        for (var row : section.rows()) {
            row(text, row, judgement);
        }
    }

    private void row(StringBuilder text, Row row, Judgement judgement) {
        var now = judgement.evidence().now();
        var lines = new ArrayList<>(Wrapped.lines(Span.relative(row.text(), now), INDENT, width));
        if (!row.remedy().isEmpty()) {
            lines.addAll(Wrapped.lines(row.remedy(), REMEDY_INDENT, width));
        }
        if (!row.reason().isEmpty()) {
            withReason(lines, row.reason());
        }
        lines.set(0, marked(row.mark()) + lines.getFirst().substring(INDENT.length()));
        lines.forEach(each -> line(text, each));
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

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
