package io.mtasts.tlsrpt;

import io.mtasts.tlsrpt.TlsReport.Detail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One way to fail: all that a report has of one result type.
 *
 * @param resultType as the report has it; {@link ResultType} says what it means
 * @param count of attempts
 * @param hosts mail servers at which it happened, as far as the report names them, each once, as with all that follows
 * @param reasons what the sender calls it itself
 * @param addresses of the mail servers
 * @param helos how they name themselves
 * @param senders addresses that the sender came from
 * @param information more about it
 */
public record Failure(
        String resultType,
        long count,
        List<String> hosts,
        List<String> reasons,
        List<String> addresses,
        List<String> helos,
        List<String> senders,
        List<String> information) {
    public Failure {
        hosts = List.copyOf(hosts);
        reasons = List.copyOf(reasons);
        addresses = List.copyOf(addresses);
        helos = List.copyOf(helos);
        senders = List.copyOf(senders);
        information = List.copyOf(information);
    }

    /** Worst first. */
    static List<Failure> of(List<Detail> details) {
        var byType = new LinkedHashMap<String, List<Detail>>();
        details.forEach(detail -> byType.computeIfAbsent(detail.resultType(), _ -> new ArrayList<>())
                .add(detail));
        return byType.entrySet().stream()
                .map(Failure::of)
                .sorted(Comparator.comparingLong(Failure::count).reversed())
                .toList();
    }

    private static Failure of(Map.Entry<String, List<Detail>> one) {
        var details = one.getValue();
        return new Failure(
                one.getKey(),
                details.stream()
                        .mapToLong(Detail::count)
                        .reduce(0, (some, more) -> Math.min(some + more, Values.LARGEST)),
                each(details, Detail::host),
                each(details, Detail::reason),
                each(details, Detail::address),
                each(details, Detail::helo),
                each(details, Detail::sender),
                each(details, Detail::information));
    }

    private static List<String> each(List<Detail> details, Function<Detail, Optional<String>> field) {
        return details.stream()
                .flatMap(detail -> field.apply(detail).stream())
                .distinct()
                .toList();
    }
}
