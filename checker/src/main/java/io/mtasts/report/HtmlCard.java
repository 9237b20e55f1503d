package io.mtasts.report;

import io.mtasts.check.Judgement;
import io.mtasts.report.Scorecard.Row;
import io.mtasts.report.Scorecard.Section;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One domain of the HTML report: how it stands, what to do about it, worst first, and then, in small, all that was seen.
 *
 * @param id of the element, for links within the page
 * @param html of the element
 */
record HtmlCard(String id, String html) {
    private static final Set<Mark> TO_DO = Set.of(Mark.ERROR, Mark.UNKNOWN, Mark.WARNING);

    static HtmlCard of(Judgement judgement) {
        var card = Scorecard.of(judgement);
        var now = judgement.evidence().now();
        var mark = Mark.worst(judgement.findings());
        var html = new StringBuilder();
        var id = Html.escaped(card.domain());
        html.append("<article id=\"%s\">\n<header class=\"%s\">\n".formatted(id, Html.name(mark)));
        html.append("<h1>%s</h1>\n<p class=\"verdict\">%s</p>\n".formatted(id, Html.escaped(verdict(mark))));
        html.append("<p>%s</p>\n".formatted(Html.escaped(Scorecard.plain(Conclusion.meaning(judgement)))));
        steps(html, card.sections());
        html.append("</header>\n");
        toDo(html, card.sections(), now);
        html.append("<h2>What was seen <time>%s</time></h2>\n".formatted(Html.escaped(card.time())));
        card.sections().forEach(section -> seen(html, section, now));
        return new HtmlCard(id, html.append("</article>\n").toString());
    }

    /** A few words for how a domain stands. */
    static String verdict(Mark mark) {
        return switch (mark) {
            case ERROR -> "Needs fixing";
            case UNKNOWN -> "Not fully checked";
            case WARNING -> "Works, with warnings";
            case OK, INFO, NONE -> "All good";
        };
    }

    /** What a sender meets one after the other, each with its worst mark. */
    private static void steps(StringBuilder html, List<Section> sections) {
        html.append("<ul class=\"steps\">\n");
        for (var section : sections) {
            var worst = section.rows().stream()
                    .map(Row::mark)
                    .filter(TO_DO::contains)
                    .max(Comparator.naturalOrder())
                    .orElseGet(() -> seenGood(section));
            html.append("<li class=\"%s\">%s %s</li>\n"
                    .formatted(Html.name(worst), Html.escaped(section.title()), Html.mark(worst)));
        }
        html.append("</ul>\n");
    }

    private static Mark seenGood(Section section) {
        return section.rows().stream().anyMatch(row -> row.mark() == Mark.OK) ? Mark.OK : Mark.INFO;
    }

    private static void toDo(StringBuilder html, List<Section> sections, Instant now) {
        var rows = findings(sections)
                .filter(row -> TO_DO.contains(row.mark()))
                .sorted(Comparator.comparing(Row::mark).reversed())
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        html.append("<h2>What to do</h2>\n<ol class=\"todo\">\n");
        for (var row : rows) {
            html.append("<li class=\"%s\">%s<div>".formatted(Html.name(row.mark()), Html.mark(row.mark())));
            html.append("<p class=\"found\">%s</p>".formatted(Html.escaped(RelativeTime.relative(row.text(), now))));
            html.append(Html.remedy(row.remedy()));
            html.append("<p class=\"reason\">%s</p></div></li>\n".formatted(Html.escaped(row.reason())));
        }
        html.append("</ol>\n");
    }

    private static Stream<Row> findings(List<Section> sections) {
        return sections.stream()
                .flatMap(section -> section.rows().stream())
                .filter(row -> !row.reason().isEmpty());
    }

    private static void seen(StringBuilder html, Section section, Instant now) {
        var subject = section.subject().isEmpty() ? "" : " <code>%s</code>".formatted(Html.escaped(section.subject()));
        html.append("<section>\n<h3>%s%s</h3>\n<ul>\n".formatted(Html.escaped(section.title()), subject));
        for (var row : section.rows()) {
            html.append("<li>%s%s</li>\n".formatted(Html.mark(row.mark()), line(row, now)));
        }
        html.append("</ul>\n</section>\n");
    }

    /** What there is to do stands above, and here only where it belongs. */
    private static String line(Row row, Instant now) {
        if (TO_DO.contains(row.mark())) {
            return "<p class=\"reason\">%s</p>".formatted(Html.escaped(row.reason()));
        }
        if (row.columns().isEmpty()) {
            return "<p>%s</p>".formatted(Html.escaped(RelativeTime.relative(row.text(), now)));
        }
        var cells = row.columns().stream().map(cell -> "<span>%s</span>".formatted(Html.escaped(cell)));
        return "<p class=\"columns\">%s</p>".formatted(cells.collect(Collectors.joining()));
    }
}
