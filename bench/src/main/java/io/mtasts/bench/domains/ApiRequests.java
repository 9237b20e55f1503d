package io.mtasts.bench.domains;

import io.mtasts.lab.cluster.Kubectl;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the API server says that it was asked, by its own metrics; watches, leases and its own affairs left out.
 *
 * @param counts by verb and resource, as {@code APPLY ingresses}
 */
record ApiRequests(Map<String, Double> counts) {
    private static final Pattern COUNTED = Pattern.compile(
            "apiserver_request_total\\{.*resource=\"(?<resource>maildomainpolicies|policyservers|configmaps|deployments|services"
                + "|serviceaccounts|ingresses|networkpolicies|poddisruptionbudgets|certificates|events)\".*subresource=\"(?<part>[a-z]*)\".*verb=\"(?<verb>GET|POST|PUT|PATCH|APPLY|DELETE)\".*}"
                + " (?<count>\\S+)");

    ApiRequests {
        counts = Map.copyOf(counts);
    }

    static ApiRequests until(Kubectl kubectl) {
        return new ApiRequests(kubectl.run("get", "--raw", "/metrics")
                .stdout()
                .lines()
                .map(COUNTED::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(
                        ApiRequests::name,
                        Collectors.summingDouble(found -> Double.parseDouble(found.group("count"))))));
    }

    private static String name(Matcher found) {
        var part = found.group("part");
        return found.group("verb") + " " + found.group("resource") + (part.isEmpty() ? "" : "/" + part);
    }

    ApiRequests since(ApiRequests earlier) {
        var more = new TreeMap<String, Double>();
        counts.forEach((name, count) -> more.put(name, count - earlier.counts.getOrDefault(name, 0.0)));
        more.values().removeIf(count -> count == 0);
        return new ApiRequests(more);
    }

    double writes() {
        return total(name -> !name.startsWith("GET "));
    }

    double total(Predicate<String> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The most frequent first, each divided by the number of domains. */
    String perDomain(int domains) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> "%s %.1f".formatted(entry.getKey(), entry.getValue() / domains))
                .collect(Collectors.joining(", "));
    }
}
