package io.mtasts.reports.admission;

import io.mtasts.policy.DurationText;
import io.mtasts.policy.Excerpt;
import io.mtasts.reports.admission.Receipt.Later;
import io.mtasts.reports.admission.Receipt.Refused;
import io.mtasts.reports.intake.PolicyDomain;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a report is one for us, by what it says. */
record AdmissionRules(OurDomains ours, Duration oldest, Instant now) {
    /** Clocks differ, and so do days by the zone in which they are counted. */
    private static final Duration AHEAD = Duration.ofDays(2);

    Optional<Receipt> problem(TlsReport report, Optional<String> about) {
        return dates(report).or(() -> whose(named(report, about)));
    }

    /** In the future is a matter of two clocks, of which ours may be the wrong one; far in the past would be forgotten at once. */
    private Optional<Receipt> dates(TlsReport report) {
        if (report.end().isBefore(now.minus(oldest))) {
            return Optional.of(new Refused(
                    Receipt.Refusal.TOO_OLD,
                    "the report is about days up to %s, and none older than %s is kept (it is %s here)"
                            .formatted(report.end(), DurationText.of(oldest), now)));
        }
        return report.start().isAfter(now.plus(AHEAD))
                ? Optional.of(new Later(
                        Receipt.Delay.CLOCK,
                        "the report is about days from %s on, and it is %s here: one of the two clocks is wrong"
                                .formatted(report.start(), now)))
                : Optional.empty();
    }

    private Optional<Receipt> whose(TlsReport report) {
        if (report.policies().isEmpty()) {
            return Optional.of(
                    new Refused(Receipt.Refusal.NOT_A_REPORT, "the report has no policies and says nothing"));
        }
        var names = domains(report);
        if (names.isEmpty()) {
            return Optional.of(new Refused(
                    Receipt.Refusal.NOT_A_REPORT, "the report does not say which domain it is about (policy-domain)"));
        }
        if (names.stream().noneMatch(ours::has)) {
            return Optional.of(new Refused(
                    Receipt.Refusal.FOREIGN,
                    "the report is about %s, for which no reports are taken here"
                            .formatted(Excerpt.of(names.getFirst()))));
        }
        return Optional.empty();
    }

    /**
     * As it is stored: without policies of others, which a report has beside ours when mail servers of a provider have policies of their own.
     */
    TlsReport ours(TlsReport report, Optional<String> about) {
        var named = named(report, about);
        return with(
                named,
                named.policies().stream()
                        .filter(policy -> policy.domain().filter(ours::has).isPresent())
                        .toList());
    }

    /** With every policy domain as we write domains; where there is none, {@code about}. */
    private static TlsReport named(TlsReport report, Optional<String> about) {
        var policies = report.policies().stream()
                .map(policy -> new PolicyResult(
                        policy.type(),
                        policy.domain()
                                .filter(name -> !name.isBlank())
                                .or(() -> about)
                                .map(PolicyDomain::of),
                        policy.lines(),
                        policy.patterns(),
                        policy.successful(),
                        policy.failed(),
                        policy.details()))
                .toList();
        return with(report, policies);
    }

    private static TlsReport with(TlsReport report, List<PolicyResult> policies) {
        return new TlsReport(
                report.organization(), report.reportId(), report.contact(), report.start(), report.end(), policies);
    }

    static List<String> domains(TlsReport report) {
        return report.policies().stream()
                .flatMap(policy -> policy.domain().stream())
                .distinct()
                .toList();
    }
}
