package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How the operator's pods run, and what may disturb them. */
class RunningTest {
    @Test
    void twoReplicasOfWhichOneMayBeMissing() {
        var deployment = deployment("{}");
        var budget = Chart.render(PodDisruptionBudget.class).getFirst().getSpec();

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(variables("{}")).containsEntry("MTA_STS_LEADER_ELECTION", "true");
        assertThat(budget.getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(labels(deployment))
                .as("the budget covers them")
                .containsAllEntriesOf(budget.getSelector().getMatchLabels());
    }

    @Test
    void spreadOverNodesAndZones() {
        assertThat(deployment("{}").getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .extracting(spread -> spread.getTopologyKey() + " " + spread.getWhenUnsatisfiable())
                .containsExactly("kubernetes.io/hostname ScheduleAnyway", "topology.kubernetes.io/zone ScheduleAnyway");
    }

    @Test
    void oneReplicaNeedsNeitherElectionNorBudget() {
        var one = "{replicas: 1, settings: {leaderElection: false}}";

        assertThat(deployment(one).getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(variables(one)).containsEntry("MTA_STS_LEADER_ELECTION", "false");
        assertThat(Chart.render(PodDisruptionBudget.class, one)).isEmpty();
    }

    @Test
    void probesAskTheHealthPort() {
        var container = container("settings: {healthPort: 9000}");

        assertThat(container.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("health");
            assertThat(port.getContainerPort()).isEqualTo(9000);
        });
        assertThat(List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .extracting(probe -> probe.getHttpGet().getPath() + " "
                        + probe.getHttpGet().getPort().getStrVal())
                .containsExactly("/livez health", "/readyz health", "/livez health");
        assertThat(variables("settings: {healthPort: 9000}")).containsEntry("MTA_STS_HEALTH_PORT", "9000");
    }

    @Test
    void withoutAHealthPortThereIsNothingToAsk() {
        var none = "settings: {healthPort: 0}";
        var container = container(none);

        assertThat(container.getPorts()).isEmpty();
        assertThat(container.getStartupProbe()).isNull();
        assertThat(Chart.render(Service.class, none)).isEmpty();
        assertThat(Chart.hooks(Pod.class, none)).isEmpty();
    }

    @Test
    void theServiceLeadsToTheOperatorAndNotToHooks() {
        var selector = Chart.render(Service.class).getFirst().getSpec().getSelector();

        assertThat(labels(deployment("{}"))).containsAllEntriesOf(selector);
        assertThat(Chart.hooks(Job.class, "{}")
                        .getFirst()
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .doesNotContainEntry("app.kubernetes.io/component", selector.get("app.kubernetes.io/component"));
        assertThat(Chart.hooks(Pod.class, "{}").getFirst().getMetadata().getLabels())
                .doesNotContainEntry("app.kubernetes.io/component", selector.get("app.kubernetes.io/component"));
    }

    @Test
    void helmTestAsksTheService() {
        assertThat(Chart.hooks(Pod.class, "{}")
                        .getFirst()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .containsExactly("ready", "http://mta-sts-operator.mta-sts-system.svc:8080/readyz", "--within", "1m");
    }

    @Test
    void aTrustBundleIsMountedAndTrusted() {
        var values = "trustBundle: {configMapName: own-ca, key: roots.pem}";
        var pod = deployment(values).getSpec().getTemplate().getSpec();

        assertThat(variables(values)).containsEntry("MTA_STS_CA", "/etc/mta-sts/trust/roots.pem");
        assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/etc/mta-sts/trust"));
        assertThat(pod.getVolumes()).anySatisfy(volume -> {
            assertThat(volume.getConfigMap()).isNotNull();
            assertThat(volume.getConfigMap().getName()).isEqualTo("own-ca");
            assertThat(volume.getConfigMap().getItems().getFirst().getPath()).isEqualTo("roots.pem");
        });
    }

    @Test
    void anImageMayBePinnedByDigest() {
        var digest = "sha256:" + "0".repeat(64);

        assertThat(container("image: {repository: example.com/operator, tag: v1, digest: \"%s\"}".formatted(digest))
                        .getImage())
                .isEqualTo("example.com/operator@" + digest);
    }

    @Test
    void onlyTheHealthPortIsOpenWhereNetworkPolicyIsSwitchedOn() {
        assertThat(Chart.render(NetworkPolicy.class)).isEmpty();

        var policy = Chart.render(NetworkPolicy.class, "networkPolicy: {enabled: true}")
                .getFirst()
                .getSpec();
        assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getPorts())
                    .singleElement()
                    .satisfies(port -> assertThat(port.getPort().getIntVal()).isEqualTo(8080));
            assertThat(rule.getFrom()).isEmpty();
        });
        assertThat(policy.getEgress().stream()
                        .filter(rule -> rule.getTo().isEmpty())
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getProtocol() + port.getPort().getIntVal()))
                .containsExactly("UDP53", "TCP53", "TCP443", "TCP25", "TCP443", "TCP6443");
        assertThat(labels(deployment("{}")))
                .containsAllEntriesOf(policy.getPodSelector().getMatchLabels());
    }

    @Test
    void theNetworkPolicyLetsOutToWhereTheSettingsLead() {
        var policy = Chart.render(NetworkPolicy.class, """
            networkPolicy: {enabled: true}
            settings:
              resolver: ["tls://192.0.2.53#dns.example.net", "tls://[2001:db8::53]:8853#dns.example.net", "192.0.2.54:5353"]
              policyProxy: http://me:p%40ss@proxy.example.net
              smtpProxy: socks5://proxy.example.net:1081
              httpsControl: web.example.net:8443
              connectTo: ["mta-sts.example.com=10.0.0.5", "mta-sts.example.net=[2001:db8::5]:9443"]
            """).getFirst().getSpec();

        assertThat(policy.getEgress().stream()
                        .filter(rule -> rule.getTo().isEmpty())
                        .flatMap(rule -> rule.getPorts().stream())
                        .map(port -> port.getProtocol() + port.getPort().getIntVal()))
                .containsExactly(
                        "UDP53", "TCP53", "UDP5353", "TCP5353", "TCP443", "TCP25", "TCP853", "TCP8853", "TCP3128",
                        "TCP1081", "TCP8443", "TCP9443", "TCP443", "TCP6443");
    }

    @Test
    void everyContainerSaysWhatItNeeds() {
        var templates = List.of(
                deployment("{}").getSpec().getTemplate().getSpec(),
                Chart.hooks(Job.class, "{}").getFirst().getSpec().getTemplate().getSpec(),
                Chart.hooks(Pod.class, "{}").getFirst().getSpec());

        assertThat(templates).flatMap(pod -> pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    @Test
    void commonLabelsAreOnEveryObjectButTheKinds() {
        assertThat(Chart.all("commonLabels: {team: mail}"))
                .filteredOn(object -> !object.getKind().equals("CustomResourceDefinition"))
                .isNotEmpty()
                .allSatisfy(
                        object -> assertThat(object.getMetadata().getLabels()).containsEntry("team", "mail"));
    }

    @Test
    void namesMayBeChosen() {
        assertThat(Chart.all("fullnameOverride: policies"))
                .filteredOn(object -> !object.getKind().equals("CustomResourceDefinition"))
                .extracting(HasMetadata::getMetadata)
                .allSatisfy(metadata -> assertThat(metadata.getName()).startsWith("policies"));
    }

    private static Deployment deployment(String values) {
        return Chart.render(Deployment.class, values).getFirst();
    }

    private static Container container(String values) {
        return deployment(values)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static Map<String, String> variables(String values) {
        return container(values).getEnv().stream()
                .collect(Collectors.toMap(variable -> variable.getName(), variable -> variable.getValue()));
    }

    private static Map<String, String> labels(Deployment deployment) {
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        return template.getMetadata().getLabels();
    }
}
