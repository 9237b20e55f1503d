package io.mtasts.reports.store;

import io.mtasts.reports.store.DomainSeen.Applied;
import io.mtasts.reports.store.DomainSeen.Day;
import io.mtasts.reports.store.DomainSeen.FailureSeen;
import io.mtasts.reports.store.DomainSeen.Submitter;
import io.mtasts.tlsrpt.Failure;
import io.mtasts.tlsrpt.NotInPolicy;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was counted of one domain, summed up. */
final class SeenSums {
    private final Map<Applying, Sum> applied = new HashMap<>();
    private final Map<Reported, long[]> days = new HashMap<>();
    private final List<FailureSum> failures = new ArrayList<>();

    private record Applying(long submitter, long policy) {}

    private record Reported(long day, long submitter) {}

    /** A submitter. */
    record Name(String text, boolean verified) {}

    /** What the numbers in the rows stand for; one that is missing was removed meanwhile. */
    record Known(Map<Long, Name> submitters, Map<Long, ReportedPolicy> policies, Predicate<String> trusted) {
        boolean evidence(long submitter) {
            var name = submitters.get(submitter);
            return name != null && name.verified && trusted.test(name.text);
        }

        boolean has(long submitter, long policy) {
            return submitters.containsKey(submitter) && policies.containsKey(policy);
        }

        Name submitter(long id) {
            return Optional.ofNullable(submitters.get(id)).orElse(new Name("", false));
        }

        ReportedPolicy policy(long id) {
            return Optional.ofNullable(policies.get(id)).orElse(new ReportedPolicy("", "", "", List.of(), List.of()));
        }
    }

    /** A row of failures. */
    record FailureSum(
            long submitter,
            long policy,
            String type,
            String reason,
            String host,
            String information,
            long attempts,
            long delivered,
            long lastDay) {}

    private static final class Sum {
        private long since = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long successful;
        private long failed;

        private void add(long day, long moreSuccessful, long moreFailed) {
            since = Math.min(since, day);
            last = Math.max(last, day);
            successful += moreSuccessful;
            failed += moreFailed;
        }
    }

    void tally(long day, long submitter, long policy, long successful, long failed) {
        applied.computeIfAbsent(new Applying(submitter, policy), _ -> new Sum()).add(day, successful, failed);
        var sums = days.computeIfAbsent(new Reported(day, submitter), _ -> new long[2]);
        sums[0] += successful;
        sums[1] += failed;
    }

    void failure(FailureSum failure) {
        failures.add(failure);
    }

    DomainSeen told(String domain, Known known) {
        applied.keySet().removeIf(one -> !known.has(one.submitter, one.policy));
        var bySubmitter = new HashMap<Long, Map<Long, Sum>>();
        applied.forEach((key, sum) ->
                bySubmitter.computeIfAbsent(key.submitter, _ -> new HashMap<>()).put(key.policy, sum));
        var submitters = bySubmitter.entrySet().stream()
                .map(one -> submitter(one.getKey(), one.getValue(), known))
                .sorted(Comparator.comparing(Submitter::evidence)
                        .thenComparing(Submitter::verified)
                        .thenComparingLong(one -> one.successful() + one.failed())
                        .reversed()
                        .thenComparing(Submitter::name))
                .toList();
        var ways = failures(known);
        return new DomainSeen(
                domain,
                first(submitters, DomainSeen.MOST_SUBMITTERS),
                Math.max(0, submitters.size() - DomainSeen.MOST_SUBMITTERS),
                days(known),
                first(ways, DomainSeen.MOST_FAILURES),
                Math.max(0, ways.size() - DomainSeen.MOST_FAILURES));
    }

    private static Submitter submitter(long id, Map<Long, Sum> policies, Known known) {
        var name = known.submitter(id);
        var all = policies.entrySet().stream()
                .map(one -> applied(known.policy(one.getKey()), one.getValue()))
                .sorted(Comparator.comparing(Applied::last)
                        .thenComparing(Applied::since)
                        .reversed()
                        .thenComparing(Applied::digest)
                        .thenComparing(Applied::type))
                .toList();
        return new Submitter(
                name.text,
                name.verified,
                known.evidence(id),
                all.getFirst().last(),
                all.stream().mapToLong(Applied::successful).sum(),
                all.stream().mapToLong(Applied::failed).sum(),
                first(all, Submitter.MOST_POLICIES));
    }

    private static Applied applied(ReportedPolicy policy, Sum sum) {
        return new Applied(
                policy.type(),
                policy.digest(),
                policy.mode(),
                policy.patterns(),
                LocalDate.ofEpochDay(sum.since),
                LocalDate.ofEpochDay(sum.last),
                sum.successful,
                sum.failed);
    }

    private List<Day> days(Known known) {
        var sums = new TreeMap<Long, long[]>();
        days.forEach((key, sum) -> {
            // two for each day, so that they stand in order
            var both = sums.computeIfAbsent(key.day * 2 + (known.evidence(key.submitter) ? 0 : 1), _ -> new long[2]);
            both[0] += sum[0];
            both[1] += sum[1];
        });
        return sums.entrySet().stream()
                .map(one -> new Day(
                        LocalDate.ofEpochDay(Math.floorDiv(one.getKey(), 2L)),
                        Math.floorMod(one.getKey(), 2L) == 0,
                        one.getValue()[0],
                        one.getValue()[1]))
                .toList();
    }

    private record Way(
            String submitter,
            boolean evidence,
            String policyType,
            String type,
            boolean notInPolicy,
            String reason,
            String host) {}

    /** The same way to fail under two policies of one type is one. */
    private List<FailureSeen> failures(Known known) {
        var ways = new HashMap<Way, FailureSeen>();
        for (var row : failures) {
            var way = new Way(
                    known.submitter(row.submitter).text,
                    known.evidence(row.submitter),
                    known.policy(row.policy).type(),
                    row.type,
                    notInPolicy(known.policy(row.policy), row),
                    row.reason,
                    row.host);
            ways.merge(way, seen(way, row), SeenSums::together);
        }
        return ways.values().stream()
                .sorted(Comparator.comparing(FailureSeen::evidence)
                        .thenComparingLong(one -> one.attempts() - one.delivered())
                        .thenComparingLong(FailureSeen::attempts)
                        .reversed()
                        .thenComparing(FailureSeen::resultType)
                        .thenComparing(FailureSeen::submitter)
                        .thenComparing(FailureSeen::host)
                        .thenComparing(FailureSeen::reason))
                .toList();
    }

    private static boolean notInPolicy(ReportedPolicy policy, FailureSum row) {
        return NotInPolicy.of(
                        new PolicyResult(
                                policy.type(), Optional.empty(), List.of(), policy.patterns(), 0, 0, List.of()),
                        new Failure(
                                row.type,
                                row.attempts,
                                some(row.host),
                                some(row.reason),
                                List.of(),
                                List.of(),
                                List.of(),
                                some(row.information)))
                .isPresent();
    }

    private static List<String> some(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static FailureSeen seen(Way way, FailureSum row) {
        return new FailureSeen(
                way.submitter,
                way.evidence,
                way.policyType,
                way.type,
                way.notInPolicy,
                way.reason,
                way.host,
                row.information,
                row.attempts,
                row.delivered,
                LocalDate.ofEpochDay(row.lastDay));
    }

    private static FailureSeen together(FailureSeen one, FailureSeen other) {
        return new FailureSeen(
                one.submitter(),
                one.evidence(),
                one.policyType(),
                one.resultType(),
                one.notInPolicy(),
                one.reason(),
                one.host(),
                one.information().isEmpty() ? other.information() : one.information(),
                one.attempts() + other.attempts(),
                one.delivered() + other.delivered(),
                one.lastDay().isAfter(other.lastDay()) ? one.lastDay() : other.lastDay());
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.size() <= most ? all : all.subList(0, most);
    }
}
