package io.mtasts.report;

import io.mtasts.check.FetchedBody;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.Severity;
import io.mtasts.observe.tls.TrustAnchors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A scorecard to send to a colleague or a customer: one HTML file that fetches nothing and runs nothing, for dark and light screens,
 * for phones and for paper. Of a domain that has been added only what is shown of it is kept.
 */
public final class HtmlReport {
    private static final String STYLE = "report.css";
    private static final Comparator<Line> WORST_FIRST =
            Comparator.comparing(Line::mark).reversed().thenComparing(Line::domain);

    private final List<Line> lines = new ArrayList<>();
    private final TrustAnchors trust;

    /** Without domains, of looks whose certificates were judged by these roots. */
    public HtmlReport(TrustAnchors trust) {
        this.trust = trust;
    }

    /** A domain of the page: its line of the table above, where there are several, and its card. */
    private record Line(Mark mark, String domain, String mode, String summary, HtmlCard card) {}

    /** A page of these domains. */
    static String of(List<Judgement> judgements, TrustAnchors trust) {
        var report = new HtmlReport(trust);
        judgements.forEach(report::add);
        var page = new StringBuilder();
        report.writeTo(page);
        return page.toString();
    }

    /** One more domain. */
    public void add(Judgement judgement) {
        var view = judgement.evidence().view();
        var modes = FetchedBody.policies(view).stream()
                .map(policy -> policy.mode().text())
                .distinct()
                .collect(Collectors.joining(", "));
        lines.add(new Line(
                Mark.worst(judgement.findings()),
                view.domain(),
                modes,
                Scorecard.plain(summary(judgement)),
                HtmlCard.of(judgement)));
    }

    /** The reasons of the worst findings, each once. */
    private static String summary(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .sorted(Comparator.comparing(Finding::severity))
                .map(finding -> finding.reason().name())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /**
     * The whole page, worst domain first; for a {@link StringBuilder} or a stream of characters to be encoded as UTF-8.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void writeTo(Appendable page) {
        try {
            page.append("""
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
                """.formatted(Html.escaped(title()), style()));
            lines.sort(WORST_FIRST);
            if (lines.size() > 1) {
                page.append(overview());
            }
            for (var line : lines) {
                page.append(line.card().html());
            }
            page.append("""
                <footer>Checked from outside, the way a sending mail server sees it (RFC 8461, RFC 8460), by mta-sts-operator check.%s</footer>
                </body>
                </html>
                """.formatted(Html.escaped(" " + trust.store().sentence())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String title() {
        return lines.size() == 1
                ? "MTA-STS of " + lines.getFirst().domain()
                : "MTA-STS of %d domains".formatted(lines.size());
    }

    private String overview() {
        var html = new StringBuilder("<nav>\n<h1>%s</h1>\n<ul class=\"steps\">\n".formatted(Html.escaped(title())));
        counts().forEach((mark, count) -> html.append("<li class=\"%s\">%s %s</li>\n"
                .formatted(
                        Html.name(mark),
                        Html.escaped(HtmlCard.verdict(mark)),
                        Html.mark(mark, Integer.toString(count)))));
        html.append("""
            </ul>
            <table>
            <thead><tr><th></th><th>Domain</th><th>Mode</th><th>Found</th></tr></thead>
            <tbody>
            """);
        for (var line : lines) {
            html.append("<tr><td>%s</td><td><a href=\"#%s\">%s</a></td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(
                            Html.mark(line.mark()),
                            line.card().id(),
                            Html.escaped(line.domain()),
                            Html.escaped(line.mode()),
                            Html.escaped(line.summary())));
        }
        return html.append("</tbody>\n</table>\n</nav>\n").toString();
    }

    /** How many domains stand how, worst first. */
    private Map<Mark, Integer> counts() {
        var counts = new LinkedHashMap<Mark, Integer>();
        lines.forEach(line -> counts.merge(line.mark(), 1, Integer::sum));
        return counts;
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
