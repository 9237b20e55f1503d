package io.mtasts.reports.answer;

import io.mtasts.check.Listed;
import io.mtasts.policy.Excerpt;
import io.mtasts.policy.MxPatterns;
import io.mtasts.report.Mark;
import io.mtasts.report.TextTable;
import io.mtasts.reports.store.DomainSeen;
import io.mtasts.reports.store.DomainSeen.Applied;
import io.mtasts.reports.store.DomainSeen.Day;
import io.mtasts.reports.store.DomainSeen.FailureSeen;
import io.mtasts.reports.store.DomainSeen.Submitter;
import io.mtasts.reports.store.StoredReport.Heading;
import io.mtasts.tlsrpt.ResultType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What senders saw of a domain, on a page for a terminal: how it stands, failures worst first with what to do, submitters, days, reports. */
public final class SeenText {
    private static final int WIDTH = 110;
    private static final int MOST_DAYS = 14;
    private static final int BAR = 30;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TextTable page;
    private final DomainSeen seen;

    private SeenText(DomainSeen seen, boolean colours) {
        this.seen = seen;
        this.page = new TextTable(WIDTH, colours);
    }

    /**
     * The page; each line ends in LF.
     *
     * @param reports the last ones
     */
    public static String of(DomainSeen seen, List<Heading> reports, boolean colours) {
        var text = new SeenText(seen, colours);
        text.title();
        text.failures();
        text.submitters();
        text.days();
        text.reports(reports);
        return text.page.text();
    }

    private void title() {
        var days = seen.days().stream().map(Day::day).toList();
        page.title(seen.domain(), days.isEmpty() ? "" : days(days.getFirst(), days.getLast()) + " UTC");
        long successful = seen.days().stream().mapToLong(Day::successful).sum();
        long failed = seen.days().stream().mapToLong(Day::failed).sum();
        int submitters = seen.submitters().size() + seen.moreSubmitters();
        page.row(
                failed == 0 ? Mark.OK : Mark.ERROR,
                "%s reported %s: %s"
                        .formatted(
                                submitters == 1 ? "1 submitter" : submitters + " submitters",
                                sessions(successful + failed),
                                failed == 0 ? "none failed" : failed + " failed"),
                "",
                "");
    }

    /** What to do is said once, at the worst failure that it helps against. */
    private void failures() {
        if (seen.failures().isEmpty()) {
            return;
        }
        var said = new HashSet<String>();
        page.section("Failures", "worst first, in attempts: a session that fails at one mail server may try others");
        for (var failure : seen.failures()) {
            boolean delivered = failure.attempts() == failure.delivered();
            var remedy = remedy(failure);
            page.row(
                    delivered ? Mark.INFO : failure.evidence() ? Mark.ERROR : Mark.WARNING,
                    "%d, %s: %s%s; reported by %s, last for %s%s"
                            .formatted(
                                    failure.attempts(),
                                    Excerpt.of(failure.resultType()),
                                    meaning(failure),
                                    at(failure),
                                    name(failure.submitter()),
                                    failure.lastDay(),
                                    delivered ? "; no session failed for it" : ""),
                    said.add(remedy) ? remedy : "",
                    "");
        }
        more(seen.moreFailures(), "ways to fail");
    }

    private static String meaning(FailureSeen failure) {
        return failure.notInPolicy()
                ? "a mail server is not in the policy that the sender applied"
                : ResultType.of(failure.resultType())
                        .map(ResultType::meaning)
                        .orElse("a result type that RFC 8460 does not define");
    }

    private static String at(FailureSeen failure) {
        var parts = Stream.of(failure.host(), failure.reason(), failure.information())
                .filter(part -> !part.isEmpty())
                .map(Excerpt::of)
                .toList();
        return parts.isEmpty() ? "" : " (" + String.join("; ", parts) + ")";
    }

    private static String remedy(FailureSeen failure) {
        if (failure.notInPolicy()) {
            return (failure.host().isEmpty()
                            ? "Compare the MX records with the mx of the policy."
                            : "Add %s to the mx of the policy, or remove the MX record."
                                    .formatted(Excerpt.of(MxPatterns.fitting(failure.host()))))
                    + " Which policy each sender applied stands below: an old one is from its cache.";
        }
        return ResultType.of(failure.resultType()).map(ResultType::remedy).orElse("Ask the sender what it means.");
    }

    private void submitters() {
        page.section("Submitters", "with the policy that each applied, the latest first");
        for (var submitter : seen.submitters()) {
            page.row(
                    submitter.failed() == 0 ? Mark.OK : Mark.ERROR,
                    "%s, %s: %s, %d failed; last for %s"
                            .formatted(
                                    name(submitter.name()),
                                    trust(submitter),
                                    sessions(submitter.successful() + submitter.failed()),
                                    submitter.failed(),
                                    submitter.lastDay()),
                    "",
                    "");
            submitter.policies().forEach(policy -> page.row(Mark.NONE, "- " + applied(policy), "", ""));
        }
        more(seen.moreSubmitters(), "submitters");
    }

    private static String trust(Submitter submitter) {
        return submitter.evidence()
                ? "verified"
                : submitter.verified() ? "verified, not a trusted submitter" : "not verified";
    }

    private static String applied(Applied policy) {
        var what = switch (policy.type()) {
            case "sts" ->
                "MTA-STS%s%s%s"
                        .formatted(
                                policy.mode().isEmpty() ? "" : ", mode " + Excerpt.of(policy.mode()),
                                policy.patterns().isEmpty()
                                        ? ""
                                        : ", mx "
                                                + Listed.few(policy.patterns().stream()
                                                        .map(Excerpt::of)
                                                        .toList()),
                                policy.digest().isEmpty()
                                        ? ", text not reported"
                                        : ", digest " + policy.digest().substring(0, 8));
            case "tlsa" -> "DANE";
            case "no-policy-found" -> "no policy found";
            default -> "a policy of type " + Excerpt.of(policy.type());
        };
        return "%s: %s: %s, %d failed"
                .formatted(
                        days(policy.since(), policy.last()),
                        what,
                        sessions(policy.successful() + policy.failed()),
                        policy.failed());
    }

    private record Sum(long successful, long failed) {}

    private void days() {
        var sums = new TreeMap<LocalDate, Sum>();
        seen.days()
                .forEach(day -> sums.merge(
                        day.day(),
                        new Sum(day.successful(), day.failed()),
                        (one, other) -> new Sum(one.successful + other.successful, one.failed + other.failed)));
        long most = sums.values().stream()
                .mapToLong(sum -> sum.successful + sum.failed)
                .max()
                .orElse(0);
        page.section("Days", sums.size() > MOST_DAYS ? "the last %d of %d".formatted(MOST_DAYS, sums.size()) : "");
        sums.entrySet().stream()
                .skip(Math.max(0, sums.size() - MOST_DAYS))
                .forEach(day -> page.row(
                        day.getValue().failed == 0 ? Mark.OK : Mark.ERROR,
                        "%s  %10d %s%s"
                                .formatted(
                                        day.getKey(),
                                        day.getValue().successful + day.getValue().failed,
                                        bar(day.getValue(), most),
                                        day.getValue().failed == 0
                                                ? ""
                                                : "  %d failed".formatted(day.getValue().failed)),
                        "",
                        ""));
    }

    /** As long as the day had sessions; what failed as x, and never nothing of it. */
    private static String bar(Sum day, long most) {
        long whole = day.successful + day.failed;
        int length = most == 0 ? 0 : (int) Math.ceil((double) whole * BAR / most);
        int failed = whole == 0 ? 0 : (int) Math.ceil((double) day.failed * length / whole);
        return "=".repeat(length - failed) + "x".repeat(failed);
    }

    private void reports(List<Heading> reports) {
        if (reports.isEmpty()) {
            return;
        }
        page.section("Reports", "the latest; mta-sts-operator reports show ID prints one");
        for (var report : reports) {
            page.row(
                    Mark.NONE,
                    "%d: %s to %s, %s, %s%s"
                            .formatted(
                                    report.id(),
                                    TIME.format(report.start()),
                                    TIME.format(report.end()),
                                    name(report.submitter()),
                                    report.verified() ? "verified" : "not verified",
                                    report.name().isEmpty() ? "" : ", " + Excerpt.of(report.name())),
                    "",
                    "");
        }
    }

    private static String days(LocalDate first, LocalDate last) {
        return first.equals(last) ? first.toString() : first + " to " + last;
    }

    private void more(int more, String things) {
        if (more > 0) {
            page.row(Mark.NONE, "and %d more %s".formatted(more, things), "", "");
        }
    }

    private static String name(String submitter) {
        return submitter.isEmpty() ? "a sender that does not identify itself" : Excerpt.of(submitter);
    }

    private static String sessions(long count) {
        return count == 1 ? "1 session" : count + " sessions";
    }
}
