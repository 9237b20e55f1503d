package io.mtasts.reports.store;

import io.mtasts.reports.intake.Arrival;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.Detail;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of one report.
 *
 * @param submitter whose signature held, else whose name stands in the report
 * @param verified whether one held
 * @param day that the report is about: the one in the middle of its time
 * @param domains each domain once, in order of the alphabet, so that writers that meet do not wait for each other in a circle
 */
record ReportRows(Arrival arrival, String submitter, boolean verified, LocalDate day, List<Domain> domains) {
    /** So many sessions count of one row; with more, the sum over a year would be no number that databases have. */
    static final long MOST_SESSIONS = 1_000_000_000_000L;

    private static final int LONGEST_SUBMITTER = 253;
    private static final int LONGEST_TYPE = 100;
    private static final int LONGEST_HOST = 300;
    private static final int LONGEST_ADDRESS = 100;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_INFORMATION = 2_000;

    /**
     * A domain in it.
     *
     * @param hash of what makes two reports the same: submitter, verified or not, report-id, domain, range
     */
    record Domain(String name, String hash, List<Tally> tallies) {}

    /** One policy of a domain. */
    record Tally(ReportedPolicy policy, long successful, long failed, Map<Detail, Long> failures) {}

    static ReportRows of(Arrival arrival) {
        var report = arrival.report();
        var submitter = StoredText.of(arrival.submitter().strip(), LONGEST_SUBMITTER);
        boolean verified = arrival.signer().isPresent();
        var byDomain = new TreeMap<String, List<PolicyResult>>();
        for (var policy : report.policies()) {
            byDomain.computeIfAbsent(StoredText.domain(policy.domain().orElse("")), _ -> new ArrayList<>())
                    .add(policy);
        }
        if (byDomain.isEmpty()) {
            byDomain.put("", List.of());
        }
        var id = report.reportId().filter(text -> !text.isBlank()).orElseGet(() -> content(report));
        return new ReportRows(
                arrival,
                submitter,
                verified,
                day(report),
                byDomain.entrySet().stream()
                        .map(one -> new Domain(
                                one.getKey(),
                                Hash.of(
                                        verified ? "verified" : "",
                                        arrival.submitter(),
                                        id,
                                        one.getKey(),
                                        report.start().toString(),
                                        report.end().toString()),
                                one.getValue().stream().map(ReportRows::tally).toList()))
                        .toList());
    }

    /** Stands for the report-id where there is none: two such reports are the same if they say the same. */
    private static String content(TlsReport report) {
        return report.toString();
    }

    /** Senders elsewhere begin their day some hours before or after that of UTC. */
    static LocalDate day(TlsReport report) {
        var range = Duration.between(report.start(), report.end());
        return LocalDate.ofInstant(report.start().plus(range.dividedBy(2)), ZoneOffset.UTC);
    }

    private static Tally tally(PolicyResult policy) {
        var failures = new LinkedHashMap<Detail, Long>();
        for (var detail : policy.details()) {
            failures.merge(kept(detail), count(detail.count()), (one, other) -> count(one + other));
        }
        return new Tally(ReportedPolicy.of(policy), count(policy.successful()), count(policy.failed()), failures);
    }

    private static Detail kept(Detail detail) {
        return new Detail(
                StoredText.of(detail.resultType(), LONGEST_TYPE),
                0,
                detail.host().map(text -> StoredText.of(text, LONGEST_HOST)),
                detail.address().map(text -> StoredText.of(text, LONGEST_ADDRESS)),
                detail.helo().map(text -> StoredText.of(text, LONGEST_HOST)),
                detail.sender().map(text -> StoredText.of(text, LONGEST_ADDRESS)),
                detail.reason().map(text -> StoredText.of(text, LONGEST_REASON)),
                detail.information().map(text -> StoredText.of(text, LONGEST_INFORMATION)));
    }

    private static long count(long reported) {
        return Math.min(reported, MOST_SESSIONS);
    }

    Instant arrived() {
        return arrival.at();
    }
}
