package io.mtasts.operator.chart;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.OperatorLab;
import io.mtasts.operator.SettingsOf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator with the rights that the chart gives it, and no others, does all that it has to. */
class RightsTest {
    @ParameterizedTest(name = "settings.watchNamespaces: [{0}]")
    @ValueSource(strings = {"", "mail"})
    void areEnough(String watched, @TempDir Path directory) throws Exception {
        try (var lab = OperatorLab.withCertManager()) {
            lab.namespace("mail");
            lab.namespace(Chart.NAMESPACE);
            install(lab, watched, directory);
            var settings = SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                    .watchNamespaces(watched.isEmpty() ? List.of() : List.of(watched))
                    .leaderElection()
                    .build();
            lab.startOperatorAs(Chart.NAMESPACE, Chart.NAME, settings);

            lab.domain("example.com");
            lab.apply("""
                apiVersion: mtasts.io/v1alpha1
                kind: MailDomainPolicy
                metadata: {name: example-com, namespace: mail}
                spec: {domain: example.com, mx: [mx1.example.com], checks: {interval: 1s}}
                """);
            lab.await("mail", "example-com", CertificateReady, TRUE, "AllGood");
            await().untilAsserted(() -> assertThat(lab.condition("mail", "example-com", PolicyServed))
                    .hasValueSatisfying(served ->
                            assertThat(served.status()).as(served.message()).isEqualTo(TRUE)));
            await().untilAsserted(() -> assertThat(lab.client()
                            .v1()
                            .events()
                            .inNamespace("mail")
                            .list()
                            .getItems())
                    .as("Events are written too")
                    .anyMatch(event -> event.getInvolvedObject().getKind().equals("PolicyServer")));

            removeAPodDisruptionBudget(lab);
            delete(lab);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private static void removeAPodDisruptionBudget(OperatorLab lab) {
        var budgets = lab.client().policy().v1().podDisruptionBudget().inNamespace("mail");
        await().untilAsserted(() -> assertThat(budgets.list().getItems()).hasSize(1));
        lab.client()
                .resources(PolicyServer.class)
                .inNamespace("mail")
                .withName("default")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"replicas\": 1}}");
        await().untilAsserted(() -> assertThat(budgets.list().getItems()).isEmpty());
    }

    private static void delete(OperatorLab lab) {
        var policy = lab.client()
                .resources(MailDomainPolicy.class)
                .inNamespace("mail")
                .withName("example-com");
        policy.delete();
        await().untilAsserted(() -> assertThat(policy.get()).isNull());
    }

    private static void install(OperatorLab lab, String watched, Path directory) throws Exception {
        var values = Files.writeString(
                directory.resolve("values.yaml"),
                "{crds: {enabled: false}, settings: {watchNamespaces: [%s]}}".formatted(watched));
        Chart.helm()
                .install()
                .withName(Chart.NAME)
                .withNamespace(Chart.NAMESPACE)
                .withValuesFile(values)
                .withKubeConfigContents(lab.cluster().apiServer().kubeconfig())
                .call();
    }
}
