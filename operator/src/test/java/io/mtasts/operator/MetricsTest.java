package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.Condition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of an operator that has a domain in order and a broken one. */
class MetricsTest {
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        lab.startOperator(lab.settings(0, true));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void sayHowTheDomainsStand() {
        lab.readyDomain("good", "good.example");
        lab.readyDomain("bad", "bad.example").mx(30, "mx3.bad.example");
        lab.await("bad", "policy", Ready, FALSE, "MXNotCovered");

        try (var asked = AtHealthPort.of(lab.operator())) {
            var metrics = asked.metrics();
            assertThat(metrics)
                    .containsEntry(of("good", "mtasts_domain_condition", "condition", "Ready"), 1.0)
                    .containsEntry(of("good", "mtasts_domain_mail", "mail", "ok"), 1.0)
                    .containsEntry(of("good", "mtasts_domain_served_mode", "mode", "enforce"), 1.0)
                    .containsEntry(of("bad", "mtasts_domain_condition", "condition", "Ready"), 0.0)
                    .containsEntry(of("bad", "mtasts_domain_condition", "condition", "MXMatchesPolicy"), 0.0)
                    .containsEntry(of("bad", "mtasts_domain_condition", "condition", "PolicyServed"), 1.0)
                    .containsEntry(of("bad", "mtasts_domain_mail", "mail", "refused"), 1.0)
                    .containsEntry("mtasts_policies{condition=\"Ready\",status=\"False\"}", 1.0)
                    .containsEntry("mtasts_policies{condition=\"Stalled\",status=\"True\"}", 0.0)
                    .hasEntrySatisfying("mtasts_policies{condition=\"Ready\",status=\"True\"}", positive())
                    .hasEntrySatisfying("mtasts_records_total{action=\"withheld\"}", positive())
                    .hasEntrySatisfying("mtasts_records_total{action=\"shown\"}", positive())
                    .containsEntry("mtasts_looks_waiting", 0.0)
                    .containsEntry("mtasts_leader", 1.0);
            assertThat(metrics.keySet())
                    .doesNotContain(
                            of("good", "mtasts_domain_mail", "mail", "refused"),
                            of("good", "mtasts_domain_condition", "condition", "Stalled"));
            var expiry =
                    lab.policy("good", "policy").getStatus().mx().getFirst().notAfter();
            assertThat(metrics)
                    .containsEntry("mtasts_domain_mx_certificate_expiry_timestamp_seconds{" + domain("good"), (double)
                            expiry.getEpochSecond());
            assertThat(metrics.get("mtasts_domain_last_look_timestamp_seconds{" + domain("bad")))
                    .isBetween((double) Instant.now().minusSeconds(60).getEpochSecond(), (double)
                            Instant.now().plusSeconds(1).getEpochSecond());
        }
    }

    @Test
    void sayWhatTheOperatorDoes() {
        lab.readyDomain("work", "work.example");

        try (var asked = AtHealthPort.of(lab.operator())) {
            var metrics = asked.metrics();
            assertThat(metrics.get("mtasts_look_duration_seconds_count")).isGreaterThan(2);
            assertThat(metrics.get("mtasts_look_duration_seconds_bucket{le=\"+Inf\"}"))
                    .isEqualTo(metrics.get("mtasts_look_duration_seconds_count"));
            assertThat(metrics.get("mtasts_look_duration_seconds_sum")).isPositive();
            assertThat(metrics)
                    .hasEntrySatisfying(writes("certificates", "apply"), positive())
                    .hasEntrySatisfying(writes("configmaps", "apply"), positive())
                    .hasEntrySatisfying(writes("maildomainpolicies/status", "update"), positive())
                    .hasEntrySatisfying(writes("policyservers", "create"), positive())
                    .hasEntrySatisfying(writes("events", "create"), positive())
                    .hasEntrySatisfying(
                            "operator_sdk_reconciliations_success_total{controller_name=\"maildomainpolicyreconciler\"}",
                            positive())
                    .hasEntrySatisfying("jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"}", positive())
                    .hasEntrySatisfying("process_files_open_files", positive());
        }
    }

    @Test
    void aDomainThatIsGoneLeavesNothingBehind() {
        lab.readyDomain("gone", "gone.example");
        try (var asked = AtHealthPort.of(lab.operator())) {
            assertThat(asked.metrics().keySet()).anyMatch(series -> series.contains("gone.example"));

            lab.kubectl("delete", "mdp", "policy", "-n", "gone");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(asked.metrics().keySet())
                            .isNotEmpty()
                            .noneMatch(series -> series.contains("gone.example")));
        }
    }

    @Test
    void domainsCanBeLeftOut() {
        lab.readyDomain("quiet", "quiet.example");
        lab.stopOperator();
        lab.startOperator(lab.settings(0, false));
        try (var asked = AtHealthPort.of(lab.operator())) {
            Map<String, Double> metrics = asked.metrics();

            assertThat(metrics.keySet()).noneMatch(series -> series.startsWith("mtasts_domain"));
            assertThat(metrics).hasEntrySatisfying("mtasts_policies{condition=\"Ready\",status=\"True\"}", positive());
        } finally {
            lab.stopOperator();
            lab.startOperator(lab.settings(0, true));
        }
    }

    private static String writes(String kind, String verb) {
        return "mtasts_api_writes_total{kind=\"%s\",verb=\"%s\"}".formatted(kind, verb);
    }

    private static Condition<Double> positive() {
        return new Condition<>(value -> value > 0, "positive");
    }

    /** The labels come in the order of the alphabet. */
    private static String of(String namespace, String metric, String label, String value) {
        var own = "%s=\"%s\",".formatted(label, value);
        return label.equals("condition")
                ? metric + "{" + own + domain(namespace)
                : metric
                        + "{domain=\"%s.example\",".formatted(namespace)
                        + own
                        + "name=\"policy\",namespace=\"%s\"}".formatted(namespace);
    }

    private static String domain(String namespace) {
        return "domain=\"%1$s.example\",name=\"policy\",namespace=\"%1$s\"}".formatted(namespace);
    }
}
