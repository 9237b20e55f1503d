package io.mtasts.report;

import io.mtasts.policy.Excerpt;
import io.mtasts.policy.Remark;
import io.mtasts.report.LintedReports.Counts;
import io.mtasts.report.LintedReports.Unread;
import io.mtasts.report.ReportSum.Sum;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several reports for a person: a line or two for each, then what they say together, with what to do. */
final class ReportsText implements LintedReports.Form {
    private static final int WIDTH = 110;
    private static final String NOBODY = "a sender that does not identify itself";
    private static final String INDENT = "  ";
    /** Of one report. */
    private static final int MOST_POLICIES = 5;
    /** Of all. */
    private static final int MOST_SUMS = 20;

    @Override
    public String begin() {
        return "";
    }

    @Override
    public String alone(LintReport report) {
        return report.text();
    }

    @Override
    public String report(LintReport report, boolean known) {
        var lines = new ArrayList<String>();
        if (report.value().orElse(null) instanceof LintReport.TlsReportValue(var read)) {
            lines.add("%s: valid, from %s, %s%s"
                    .formatted(
                            report.name(),
                            read.organization().map(Excerpt::of).orElse(NOBODY),
                            day(read),
                            known ? ": the same report again" : ""));
            if (!known) {
                policies(lines, read);
            }
        } else {
            lines.add(report.name() + ": not valid");
            errors(lines, report.remarks());
        }
        return String.join("\n", lines) + "\n";
    }

    private static void policies(List<String> lines, TlsReport report) {
        report.policies().stream()
                .limit(MOST_POLICIES)
                .flatMap(policy -> Wrapped.lines(domain(policy) + ": " + sessions(policy), INDENT, WIDTH).stream())
                .forEach(lines::add);
        if (report.policies().size() > MOST_POLICIES) {
            lines.add(
                    INDENT + "and %d more policies".formatted(report.policies().size() - MOST_POLICIES));
        }
    }

    private static void errors(List<String> lines, List<Remark> remarks) {
        var errors = remarks.stream()
                .filter(remark -> remark.severity() == Remark.Severity.ERROR)
                .toList();
        lines.add("  %-5s  %s%s"
                .formatted(
                        Mark.ERROR.text(),
                        errors.getFirst().message(),
                        errors.size() == 1 ? "" : ", and %d more".formatted(errors.size() - 1)));
    }

    @Override
    public String end(Counts counts, ReportSum sum, List<Unread> passedOver, List<Unread> notRead) {
        var text = new StringBuilder();
        unread(text, "Not read", notRead, counts.notRead());
        unread(text, "Passed over", passedOver, counts.passedOver());
        text.append('\n').append(counted(counts)).append('\n');
        var sums = sum.sums();
        sums.stream().limit(MOST_SUMS).forEach(one -> text.append(TlsReportText.of(heading(one), one.result())));
        if (sums.size() > MOST_SUMS) {
            long failed = sums.stream()
                    .skip(MOST_SUMS)
                    .mapToLong(one -> one.result().failed())
                    .reduce(0, ReportSum::added);
            text.append("\nand %d more domains and senders, with %d failed %s: --output json has all\n"
                    .formatted(sums.size() - MOST_SUMS, failed, failed == 1 ? "session" : "sessions"));
        }
        return text.toString();
    }

    private static void unread(StringBuilder text, String heading, List<Unread> unread, int all) {
        if (all == 0) {
            return;
        }
        text.append('\n').append(heading).append(":\n");
        unread.forEach(one -> Wrapped.lines(one.where() + ": " + one.why(), INDENT, WIDTH)
                .forEach(line -> text.append(line).append('\n')));
        if (all > unread.size()) {
            text.append(INDENT).append("and %d more\n".formatted(all - unread.size()));
        }
    }

    private static String counted(Counts counts) {
        return Stream.of(
                        reports(counts.reports()),
                        part(counts.notValid(), "not valid"),
                        part(counts.copies(), counts.copies() == 1 ? "a copy of another" : "copies of others"),
                        part(counts.notRead(), "not read"),
                        part(counts.passedOver(), "passed over"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String reports(int count) {
        return switch (count) {
            case 0 -> "no report";
            case 1 -> "1 report";
            default -> count + " reports";
        };
    }

    private static String part(int count, String what) {
        return count == 0 ? "" : count + " " + what;
    }

    private static String heading(Sum sum) {
        return "%s, reported by %s (%s, %s)"
                .formatted(
                        domain(sum.result()),
                        sum.submitter().map(Excerpt::of).orElse(NOBODY),
                        reports(sum.reports()),
                        days(sum.days()));
    }

    private static String days(List<LocalDate> days) {
        return days.size() == 1
                ? days.getFirst().toString()
                : "%d days from %s to %s".formatted(days.size(), days.getFirst(), days.getLast());
    }

    private static String day(TlsReport report) {
        return report.start().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String domain(PolicyResult policy) {
        return policy.domain().map(Excerpt::of).orElse("(a domain that is not named)");
    }

    private static String sessions(PolicyResult policy) {
        var secured = "%d %s secured".formatted(policy.successful(), policy.successful() == 1 ? "session" : "sessions");
        var ways = policy.failures().stream()
                .map(failure -> Excerpt.of(failure.resultType()))
                .limit(MOST_POLICIES)
                .collect(Collectors.joining(", "));
        return policy.failed() == 0
                ? secured
                : "%s, %d failed%s".formatted(secured, policy.failed(), ways.isEmpty() ? "" : ": " + ways);
    }
}
