package io.mtasts.report;

import io.mtasts.check.Aspect;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.PolicyUrl;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A judgement laid out for a person: what the text and the HTML report have in common.
 *
 * @param time of the view, in UTC, to the minute
 */
record Scorecard(String domain, String time, List<Section> sections, String conclusion) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    Scorecard {
        conclusion = plain(conclusion);
    }

    /** What a sender meets one after the other; {@code subject} is the name or URL that it is about, or empty. */
    record Section(String title, String subject, List<Row> rows) {}

    /**
     * One line.
     *
     * @param remedy what to do, or empty
     * @param reason with its clause, or empty
     * @param columns of which the text is made, where lines stand below each other as a table; else none
     */
    record Row(Mark mark, String text, String remedy, String reason, List<String> columns) {
        Row {
            text = plain(text);
            remedy = plain(remedy);
            columns = columns.stream().map(Scorecard::plain).toList();
        }

        Row(Mark mark, String text) {
            this(mark, text, List.of());
        }

        Row(Mark mark, String text, List<String> columns) {
            this(mark, text, "", "", columns);
        }
    }

    static Scorecard of(Judgement judgement) {
        var view = judgement.evidence().view();
        var facts = new DomainFacts(judgement.evidence());
        var mailServers = new MailServerRows(judgement);
        return new Scorecard(
                view.domain(),
                MINUTES.format(view.observedAt()),
                List.of(
                        new Section(
                                "Record",
                                view.record().name(),
                                rows(facts.record(), findings(judgement, Aspect.RECORD))),
                        new Section(
                                "Policy", PolicyUrl.of(view), rows(facts.policy(), findings(judgement, Aspect.POLICY))),
                        new Section("Mail servers", "", mailServers.rows()),
                        new Section(
                                "TLS reports",
                                view.tlsReporting().name(),
                                rows(facts.tlsReporting(), findings(judgement, Aspect.TLS_REPORTING)))),
                Conclusion.of(judgement));
    }

    /** What a peer sent must not steer the terminal. */
    static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    static Stream<Finding> findings(Judgement judgement, Aspect... aspects) {
        var among = Arrays.asList(aspects);
        return judgement.findings().stream().filter(finding -> among.contains(finding.aspect()));
    }

    private static List<Row> rows(List<String> facts, Stream<Finding> findings) {
        var rows = new ArrayList<Row>();
        facts.forEach(fact -> rows.add(new Row(Mark.OK, fact)));
        findings.forEach(finding -> rows.add(row(finding)));
        return rows;
    }

    static Row row(Finding finding) {
        var clause = finding.reason().clause();
        var reason = finding.reason().name() + (clause.isEmpty() ? "" : ", " + clause);
        return new Row(Mark.of(finding.severity()), finding.message(), finding.remedy(), reason, List.of());
    }
}
