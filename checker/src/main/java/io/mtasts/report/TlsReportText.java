package io.mtasts.report;

import io.mtasts.check.Listed;
import io.mtasts.policy.Excerpt;
import io.mtasts.tlsrpt.ResultType;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.Failure;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A TLS report for a person: who saw what when, then each policy and each way to fail, worst first, with what to do. */
final class TlsReportText {
    private static final int WIDTH = 110;
    private static final String INDENT = " ".repeat(9);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    private TlsReportText() {}

    /** Begins with an empty line; every line ends in LF. */
    static String of(TlsReport report) {
        var writing = new TlsReportText();
        writing.heading(report);
        report.policies().stream()
                .sorted(Comparator.comparingLong(PolicyResult::failed).reversed())
                .forEach(writing::policy);
        return writing.text.toString();
    }

    private void heading(TlsReport report) {
        text.append("\nFrom ").append(shown(report.organization(), "a sender that does not say who it is"));
        text.append(", for %s to %s UTC".formatted(time(report.start()), time(report.end())));
        report.reportId().ifPresent(id -> text.append("\nReport ").append(Excerpt.of(id)));
        report.contact()
                .ifPresent(contact -> text.append("\nQuestions about it to ").append(Excerpt.of(contact)));
        text.append('\n');
    }

    private void policy(PolicyResult policy) {
        text.append("\n%s, %s\n".formatted(shown(policy.domain(), "(a domain that is not named)"), type(policy)));
        if (policy.successful() > 0 || policy.failed() == 0) {
            line(Mark.OK, sessions(policy.successful()) + " secured", "");
        }
        policy.failures().forEach(failure -> failure(failure));
        long detailed = policy.failures().stream()
                .mapToLong(Failure::count)
                .reduce(0, (one, other) -> Math.min(one + other, Long.MAX_VALUE / 2)); // of counts that others chose
        if (detailed < policy.failed()) {
            line(Mark.ERROR, sessions(policy.failed() - detailed) + " failed, without details", "");
        } else if (detailed > policy.failed()) {
            line(Mark.INFO, sessions(policy.failed()) + " failed, some in more than one way", "");
        }
    }

    private void failure(Failure failure) {
        var known = ResultType.of(failure.resultType());
        var meaning = known.map(ResultType::meaning).orElse("a way to fail that RFC 8460 does not know");
        line(
                failure.count() > 0 ? Mark.ERROR : Mark.INFO,
                "%s, %s: %s%s"
                        .formatted(
                                sessions(failure.count()),
                                Excerpt.of(failure.resultType()),
                                meaning,
                                at(failure.hosts())),
                known.map(ResultType::remedy).orElse("Ask the sender what it means."));
    }

    private static String at(List<String> hosts) {
        return hosts.isEmpty()
                ? ""
                : " (" + Listed.all(hosts.stream().map(Excerpt::of).toList()) + ")";
    }

    private static String type(PolicyResult policy) {
        return switch (policy.type()) {
            case "sts" -> "its MTA-STS policy";
            case "tlsa" -> "its TLSA records (DANE)";
            case "no-policy-found" -> "where no policy was found";
            default -> "a policy of type " + Excerpt.of(policy.type());
        };
    }

    private static String sessions(long count) {
        return count == 1 ? "1 session" : count + " sessions";
    }

    private static String shown(Optional<String> value, String otherwise) {
        return value.map(Excerpt::of).orElse(otherwise);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private void line(Mark mark, String line, String remedy) {
        var lines = Wrapped.lines(line, INDENT, WIDTH);
        text.append("  %-5s  ".formatted(mark.text()))
                .append(lines.getFirst().strip())
                .append('\n');
        lines.stream().skip(1).forEach(more -> text.append(more).append('\n'));
        if (!remedy.isEmpty()) {
            Wrapped.lines(remedy, INDENT + "  ", WIDTH)
                    .forEach(more -> text.append(more).append('\n'));
        }
    }
}
