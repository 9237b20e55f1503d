package io.mtasts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * How much an operator did: what it reconciled, by its own count, and what it wrote, by the API server's.
 *
 * @param policies reconciliations of MailDomainPolicies
 * @param servers reconciliations of PolicyServers
 * @param statuses writes of a status of either kind, refused and fruitless ones included
 */
record Work(double policies, double servers, double statuses) {
    private static final String STARTED = "operator_sdk_reconciliations_started_total";

    private static final Pattern STATUSES = Pattern.compile(
            "^apiserver_request_total\\{(?=.*resource=\"(maildomainpolicies|policyservers)\")(?=.*subresource=\"status\")(?=.*verb=\"(APPLY|PUT|PATCH)\").*}"
                + " (\\S+)$",
            Pattern.MULTILINE);

    /** Since the operator and the API server were started. */
    static Work soFar(OperatorLab lab) {
        try (var asked = AtHealthPort.of(lab.operator())) {
            var metrics = asked.metrics();
            assertThat(metrics).isNotEmpty();
            return new Work(
                    sum(metrics, "maildomainpolicyreconciler"), sum(metrics, "policyserverreconciler"), statuses(lab));
        }
    }

    /** In so much time from now on. */
    static Work within(Duration time, OperatorLab lab) {
        var before = soFar(lab);
        Awaitility.await("time has passed")
                .pollDelay(time)
                .atMost(time.multipliedBy(3))
                .until(() -> true);
        var after = soFar(lab);
        return new Work(
                after.policies - before.policies, after.servers - before.servers, after.statuses - before.statuses);
    }

    private static double sum(Map<String, Double> metrics, String controller) {
        return metrics.entrySet().stream()
                .filter(series ->
                        series.getKey().startsWith(STARTED) && series.getKey().contains("\"%s\"".formatted(controller)))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static double statuses(OperatorLab lab) {
        return STATUSES.matcher(lab.kubectl("get", "--raw", "/metrics"))
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(3)))
                .sum();
    }
}
