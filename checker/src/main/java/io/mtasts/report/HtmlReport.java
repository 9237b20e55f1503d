package io.mtasts.report;

import io.mtasts.check.Judgement;
import io.mtasts.report.Scorecard.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A scorecard to send to a colleague: one HTML file that fetches nothing, for dark and light screens. */
public final class HtmlReport {
    private static final String STYLE = "report.css";

    private HtmlReport() {}

    /** One page, with a part for each domain. */
    public static String of(List<Judgement> judgements) {
        var html = new StringBuilder();
        html.append("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>%s</title>
            <style>
            %s</style>
            </head>
            <body>
            """.formatted(escaped(title(judgements)), style()));
        judgements.forEach(judgement -> card(html, judgement));
        return html.append("</body>\n</html>\n").toString();
    }

    private static String title(List<Judgement> judgements) {
        return judgements.size() == 1
                ? "MTA-STS of " + judgements.getFirst().evidence().view().domain()
                : "MTA-STS of %d domains".formatted(judgements.size());
    }

    private static void card(StringBuilder html, Judgement judgement) {
        var card = Scorecard.of(judgement);
        var now = judgement.evidence().now();
        html.append("<article>\n<header><h1>%s</h1><time>%s</time></header>\n"
                .formatted(escaped(card.domain()), escaped(card.time())));
        html.append("<p class=\"conclusion\">%s</p>\n".formatted(escaped(card.conclusion())));
        for (var section : card.sections()) {
            var subject = section.subject().isEmpty() ? "" : " <code>%s</code>".formatted(escaped(section.subject()));
            html.append("<section>\n<h2>%s%s</h2>\n<ul>\n".formatted(escaped(section.title()), subject));
            section.rows().forEach(row -> row(html, row, now));
            html.append("</ul>\n</section>\n");
        }
        html.append("</article>\n");
    }

    private static void row(StringBuilder html, Row row, Instant now) {
        var mark = row.mark();
        html.append("<li class=\"%s\"><span class=\"mark\">%s</span><div>"
                .formatted(mark.name().toLowerCase(Locale.ROOT), escaped(mark.text())));
        html.append("<p>%s</p>".formatted(escaped(Span.relative(row.text(), now))));
        if (!row.remedy().isEmpty()) {
            html.append("<p class=\"remedy\">%s</p>".formatted(escaped(row.remedy())));
        }
        if (!row.reason().isEmpty()) {
            html.append("<p class=\"reason\">%s</p>".formatted(escaped(row.reason())));
        }
        html.append("</div></li>\n");
    }

    /** For text between tags and in quoted attributes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (var css = HtmlReport.class.getResourceAsStream(STYLE)) {
            if (css == null) {
                throw new IllegalStateException(STYLE + " is missing beside " + HtmlReport.class.getName());
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
