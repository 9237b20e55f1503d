package io.mtasts.operator.story;

import io.mtasts.report.RelativeTime;
import io.mtasts.report.TextTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A story for a terminal.
 *
 * @param width in columns
 * @param colours whether to colour the marks with ANSI escapes
 */
public record StoryText(int width, boolean colours) {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The whole story; every line ends in LF. */
    public String of(Story story) {
        var policy = story.gathered().policy();
        var now = story.gathered().now();
        var sheet = new TextTable(width, colours);
        sheet.title(
                "%s   %s/%s"
                        .formatted(
                                policy.getSpec().domain(),
                                policy.getMetadata().getNamespace(),
                                policy.getMetadata().getName()),
                MINUTES.format(now));
        sheet.paragraph(story.verdict());
        for (var section : story.sections()) {
            sheet.section(section.title(), section.subject());
            section.lines().forEach(line -> row(sheet, line, now));
        }
        story.worst().ifPresent(reason -> {
            sheet.paragraph("");
            sheet.paragraph("More on a reason: kubectl mtasts explain " + reason);
        });
        return sheet.text();
    }

    private static void row(TextTable sheet, Line line, Instant now) {
        sheet.row(line.mark(), RelativeTime.relative(line.text(), now), line.remedy(), line.reason());
        line.copied().forEach(sheet::copied);
    }
}
