package io.mtasts.operator.health;

import io.mtasts.operator.GeneratedFile;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation knows the metrics that the program has, and no others. */
class GeneratedMetricsTest {
    @Test
    void documentation() {
        new GeneratedFile("docs/metrics.md").holds("""
            # Metrics

            `run --health-port 8080` answers Prometheus at `/metrics`, in its text format. The chart sets the port.

            ## Of each domain

            The labels `namespace` and `name` are those of the MailDomainPolicy, `domain` is its domain. The series of a domain go when its
            resource does; `--domain-metrics false` does without all of them. They come from the leader, not from a
            standby.

            %s
            ## Of all domains together

            From the leader.

            %s
            ## Of each process

            A histogram has `_bucket`, `_sum` and `_count`; `mtasts_look_duration_seconds_max` is the longest of the last minutes.

            %s
            ## Of the libraries

            - `operator_sdk_*`, of the Java Operator SDK, by `controller_name`: `operator_sdk_reconciliations_started_total`,
              `_success_total`, `_failure_total` and `_retries_total`, `operator_sdk_reconciliations_execution_duration_seconds` (a
              histogram), `operator_sdk_reconciliations_queue` (submitted and not begun), `operator_sdk_reconciliations_active`,
              `operator_sdk_events_received_total` and `operator_sdk_custom_resources`.
            - `jvm_memory_*`, `jvm_buffer_*`, `jvm_threads_*`, `process_*` and `system_*`, of the Java runtime.
            """.formatted(
                        table(Metric.Scope.EACH_DOMAIN), table(Metric.Scope.LEADER), table(Metric.Scope.PROCESS)));
    }

    private static String table(Metric.Scope scope) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.scope() == scope)
                .map(GeneratedMetricsTest::row)
                .collect(Collectors.joining("", """
                    | metric | type | labels | what it says |
                    |---|---|---|---|
                    """, ""));
    }

    private static String row(Metric metric) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        metric.prometheusName(),
                        metric.type().name().toLowerCase(java.util.Locale.ROOT),
                        metric.labels().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                        metric.help());
    }
}
