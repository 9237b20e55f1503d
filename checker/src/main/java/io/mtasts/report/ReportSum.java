package io.mtasts.report;

import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.Detail;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What several reports say together: of each domain, by each sender, under each policy that it applied. The same report counts once, however
 * often it came: a sender sends it to every address of {@code rua}.
 */
final class ReportSum {
    /** A report of more days is counted with these, the first. */
    private static final int MOST_DAYS = 31;

    /** 2^53 - 1, beyond which programs disagree on what a number is. */
    private static final long LARGEST = 9_007_199_254_740_991L;

    private final Map<Group, Sessions> groups = new LinkedHashMap<>();
    private final Set<Identity> known = new HashSet<>();
    private int copies;

    /** What is added up. */
    private record Group(
            Optional<String> domain,
            Optional<String> submitter,
            String type,
            List<String> lines,
            List<String> patterns) {}

    /** What makes a report the same, however it came. Not its name alone: some senders give the same name again. */
    private record Identity(Optional<String> submitter, Optional<String> id, Instant start, Instant end, int content) {
        static Identity of(TlsReport report) {
            return new Identity(
                    report.organization(), report.reportId(), report.start(), report.end(), report.hashCode());
        }
    }

    /**
     * One sum.
     *
     * @param submitter what the reports call themselves; empty where they do not
     * @param days that are reported on, in UTC, in order
     * @param result with the details of all, those that are alike together
     */
    record Sum(Optional<String> submitter, int reports, List<LocalDate> days, PolicyResult result) {}

    /** Adds a report; says whether it is the first of its kind. */
    boolean add(TlsReport report) {
        if (!known.add(Identity.of(report))) {
            copies++;
            return false;
        }
        var days = days(report);
        for (var policy : report.policies()) {
            var domain = policy.domain().map(name -> name.toLowerCase(Locale.ROOT));
            groups.computeIfAbsent(
                            new Group(domain, report.organization(), policy.type(), policy.lines(), policy.patterns()),
                            _ -> new Sessions())
                    .add(policy, days);
        }
        return true;
    }

    /** Reports that had been added before. */
    int copies() {
        return copies;
    }

    /** Those with the most failures first, then by domain and sender. */
    List<Sum> sums() {
        return groups.entrySet().stream()
                .map(one -> one.getValue().sum(one.getKey()))
                .sorted(Comparator.<Sum>comparingLong(sum -> -sum.result().failed())
                        .thenComparing(sum -> sum.result().domain().orElse(""))
                        .thenComparing(sum -> sum.submitter().orElse("")))
                .toList();
    }

    /** Others chose the counts: no sum of them goes beyond what a single one can be. */
    static long added(long one, long other) {
        return Math.min(one + other, LARGEST);
    }

    /** The last moment of a day, or the first of the next: senders write both for the same. */
    private static List<LocalDate> days(TlsReport report) {
        var first = report.start().atOffset(ZoneOffset.UTC).toLocalDate();
        var last = report.end().minusSeconds(1).atOffset(ZoneOffset.UTC).toLocalDate();
        var days = new ArrayList<>(List.of(first));
        while (days.getLast().isBefore(last) && days.size() < MOST_DAYS) {
            days.add(days.getLast().plusDays(1));
        }
        return days;
    }

    private static final class Sessions {
        private final Set<LocalDate> days = new TreeSet<>();
        /** Counts, by what they are of: a detail without a count. */
        private final Map<Detail, Long> details = new LinkedHashMap<>();

        private int reports;
        private long successful;
        private long failed;

        void add(PolicyResult policy, List<LocalDate> reported) {
            reports++;
            days.addAll(reported);
            successful = added(successful, policy.successful());
            failed = added(failed, policy.failed());
            for (var detail : policy.details()) {
                var kind = counted(detail, 0);
                var kept = details.containsKey(kind) || details.size() < TlsReport.MOST_DETAILS ? kind : bare(detail);
                details.merge(kept, detail.count(), ReportSum::added);
            }
        }

        Sum sum(Group group) {
            return new Sum(
                    group.submitter(),
                    reports,
                    List.copyOf(days),
                    new PolicyResult(
                            group.type(),
                            group.domain(),
                            group.lines(),
                            group.patterns(),
                            successful,
                            failed,
                            details.entrySet().stream()
                                    .map(one -> counted(one.getKey(), one.getValue()))
                                    .toList()));
        }

        private static Detail counted(Detail detail, long count) {
            return new Detail(
                    detail.resultType(),
                    count,
                    detail.host(),
                    detail.address(),
                    detail.helo(),
                    detail.sender(),
                    detail.reason(),
                    detail.information());
        }

        /** Where there are too many to keep them apart. */
        private static Detail bare(Detail detail) {
            var nothing = Optional.<String>empty();
            return new Detail(detail.resultType(), 0, detail.host(), nothing, nothing, nothing, nothing, nothing);
        }
    }
}
