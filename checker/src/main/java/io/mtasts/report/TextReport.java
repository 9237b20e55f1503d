package io.mtasts.report;

import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.Severity;
import io.mtasts.observe.tls.TrustAnchors;
import java.util.Comparator;
import java.util.Optional;

/**
 * A report for a terminal: a mark for each line, grouped by what a sender meets one after the other.
 *
 * @param width in columns; names and records that are longer than a line are not broken
 * @param colours whether to colour the marks with ANSI escapes
 * @param trust by which certificates were judged
 */
public record TextReport(int width, boolean colours, TrustAnchors trust) {
    /** Of a report that no terminal shows. */
    public static final int USUAL_WIDTH = 110;

    /** The whole report on one domain; every line ends in LF. */
    public String of(Judgement judgement) {
        var card = Scorecard.of(judgement);
        var now = judgement.evidence().now();
        var sheet = new TextTable(width, colours);
        sheet.title(card.domain(), card.time());
        for (var section : card.sections()) {
            sheet.section(section.title(), section.subject());
            for (var row : section.rows()) {
                sheet.row(row.mark(), RelativeTime.relative(row.text(), now), row.remedy(), row.reason());
            }
        }
        sheet.paragraph("");
        sheet.paragraph(card.conclusion());
        sheet.paragraph(trust.store().sentence());
        worst(judgement).ifPresent(reason -> sheet.paragraph("More on a reason: mta-sts-operator explain " + reason));
        return sheet.text();
    }

    /** Where nothing is wrong, nobody asks for more. */
    private static Optional<String> worst(Judgement judgement) {
        return judgement.findings().stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .min(Comparator.comparing(Finding::severity))
                .map(finding -> finding.reason().name());
    }
}
