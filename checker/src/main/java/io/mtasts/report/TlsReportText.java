package io.mtasts.report;

import io.mtasts.check.Listed;
import io.mtasts.policy.Excerpt;
import io.mtasts.policy.MxPatterns;
import io.mtasts.tlsrpt.Failure;
import io.mtasts.tlsrpt.NotInPolicy;
import io.mtasts.tlsrpt.ResultType;
import io.mtasts.tlsrpt.SaidReason;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** What several reports say of one policy, with a heading of its own. */
    static String of(String heading, PolicyResult sum) {
        var writing = new TlsReportText();
        writing.policy(heading, sum);
        return writing.text.toString();
    }

    private void heading(TlsReport report) {
        text.append("\nFrom ").append(shown(report.organization(), "a sender that does not identify itself"));
        text.append(", for %s to %s UTC".formatted(time(report.start()), time(report.end())));
        report.reportId().ifPresent(id -> text.append("\nReport ").append(Excerpt.of(id)));
        report.contact()
                .ifPresent(contact -> text.append("\nQuestions about it to ").append(Excerpt.of(contact)));
        text.append('\n');
    }

    private void policy(PolicyResult policy) {
        policy(shown(policy.domain(), "(a domain that is not named)"), policy);
    }

    private void policy(String whose, PolicyResult policy) {
        var heading = "%s, %s%s".formatted(whose, type(policy), applied(policy));
        text.append('\n');
        Wrapped.lines(heading, "", WIDTH).forEach(line -> text.append(line).append('\n'));
        if (policy.successful() > 0 || policy.failed() == 0) {
            line(Mark.OK, sessions(policy.successful()) + " secured");
        }
        policy.failures().forEach(failure -> failure(policy, failure));
        sums(policy);
        delivered(policy);
        whoseMailServers(policy);
    }

    /** What the failures did to mail is for the policy that the sender applied to say (RFC 8461 section 5). */
    private void delivered(PolicyResult policy) {
        boolean testing = policy.type().equals("sts")
                && policy.field("mode").filter("testing"::equals).isPresent();
        if (testing && policy.failed() > 0) {
            line(Mark.INFO, "mail was delivered all the same: the sender applied mode testing");
        }
    }

    private void sums(PolicyResult policy) {
        long detailed = policy.failures().stream()
                .mapToLong(Failure::count)
                .reduce(0, (one, other) -> Math.min(one + other, Long.MAX_VALUE / 2)); // of counts that others chose
        if (detailed < policy.failed()) {
            line(Mark.ERROR, sessions(policy.failed() - detailed) + " failed, without details");
        } else if (policy.failed() == 0 && detailed > 0) {
            line(Mark.INFO, "no session failed: these are attempts of sessions that delivered in the end");
        } else if (detailed > policy.failed()) {
            line(Mark.INFO, sessions(policy.failed()) + " failed, some in more than one way");
        }
    }

    private void failure(PolicyResult policy, Failure failure) {
        var known = SaidReason.of(failure).or(() -> ResultType.of(failure.resultType()));
        var notInPolicy = NotInPolicy.of(policy, failure);
        var meaning = notInPolicy
                .map(_ -> "a mail server is not in the policy that the sender applied")
                .or(() -> known.map(ResultType::meaning))
                .orElse("a result type that RFC 8460 does not define");
        boolean delivered = policy.failed() == 0;
        line(
                failure.count() > 0 && !delivered ? Mark.ERROR : Mark.INFO,
                "%s, %s: %s%s"
                        .formatted(
                                delivered ? attempts(failure.count()) : sessions(failure.count()),
                                Excerpt.of(failure.resultType()),
                                meaning,
                                at(failure)),
                seen(failure),
                notInPolicy
                        .map(found -> policyRemedy(policy, found))
                        .or(() -> known.map(ResultType::remedy))
                        .orElse("Ask the sender what it means."));
    }

    /** What to add, and where the policy comes from if it is not the one that is published. */
    private static String policyRemedy(PolicyResult policy, NotInPolicy found) {
        var add = found.hosts().isEmpty()
                ? "Compare the MX records with the mx of the policy."
                : "Add %s to the mx of the policy, or remove the MX record."
                        .formatted(few(found.hosts().stream()
                                .map(MxPatterns::fitting)
                                .distinct()
                                .toList()));
        return add
                + nearMiss(policy, found)
                + " If the policy above is no longer what you publish, or you publish none, it is from the sender's"
                + " cache, where it stays until max_age has passed since the last fetch.";
    }

    private static String nearMiss(PolicyResult policy, NotInPolicy found) {
        return found.hosts().stream()
                .flatMap(host -> NotInPolicy.patterns(policy).nearMiss(host).stream())
                .findFirst()
                .map(pattern -> " %s stands for exactly one label.".formatted(Excerpt.of(pattern)))
                .orElse("");
    }

    /** The policy that the sender went by, as far as the report has it. */
    private static String applied(PolicyResult policy) {
        if (!policy.type().equals("sts")) {
            return policy.lines().isEmpty() ? "" : ": " + few(policy.lines());
        }
        var parts = Stream.of(
                        policy.field("mode").map(mode -> "mode " + Excerpt.of(mode)),
                        Optional.of(few(policy.patterns()))
                                .filter(patterns -> !patterns.isEmpty())
                                .map(patterns -> "mx " + patterns),
                        policy.field("max_age").map(age -> "max_age " + Excerpt.of(age)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return parts.isEmpty() ? "" : ": " + parts;
    }

    /** A report on DANE goes to those who run the mail servers, whoever's mail it is (RFC 8460 section 3). */
    private void whoseMailServers(PolicyResult policy) {
        var domain = policy.domain().map(name -> name.toLowerCase(Locale.ROOT)).orElse("");
        var elsewhere = Stream.concat(
                        policy.patterns().stream(),
                        policy.failures().stream().flatMap(failure -> failure.hosts().stream()))
                .map(host -> host.toLowerCase(Locale.ROOT))
                .distinct()
                .filter(host -> !host.equals(domain) && !host.endsWith("." + domain))
                .map(Excerpt::of)
                .toList();
        if (policy.type().equals("tlsa") && !domain.isEmpty() && !elsewhere.isEmpty()) {
            line(
                    Mark.INFO,
                    "%s is the domain that the mail was for, and %s is a mail server of another domain: such a report also goes to whoever runs that server"
                            .formatted(Excerpt.of(domain), Listed.few(elsewhere)));
        }
    }

    private static String at(Failure failure) {
        var parts = Stream.of(failure.hosts(), failure.reasons())
                .filter(texts -> !texts.isEmpty())
                .map(TlsReportText::few)
                .collect(Collectors.joining("; "));
        return parts.isEmpty() ? "" : " (" + parts + ")";
    }

    /** What else the report has of it. */
    private static String seen(Failure failure) {
        return Stream.of(
                        part("at ", failure.addresses()),
                        part("answering as ", failure.helos()),
                        part("sent from ", failure.senders()),
                        part("the sender adds: ", failure.information()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String part(String begin, List<String> texts) {
        return texts.isEmpty() ? "" : begin + few(texts);
    }

    private static String few(List<String> texts) {
        return Listed.few(texts.stream().map(Excerpt::of).toList());
    }

    private static String attempts(long count) {
        return count == 1 ? "1 attempt" : count + " attempts";
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

    private void line(Mark mark, String line) {
        line(mark, line, "", "");
    }

    private void line(Mark mark, String line, String more, String remedy) {
        var lines = Wrapped.lines(line, INDENT, WIDTH);
        text.append("  %-5s  ".formatted(mark.text()))
                .append(lines.getFirst().strip())
                .append('\n');
        lines.stream().skip(1).forEach(rest -> text.append(rest).append('\n'));
        Stream.of(more, remedy)
                .filter(below -> !below.isEmpty())
                .flatMap(below -> Wrapped.lines(below, INDENT + "  ", WIDTH).stream())
                .forEach(below -> text.append(below).append('\n'));
    }
}
