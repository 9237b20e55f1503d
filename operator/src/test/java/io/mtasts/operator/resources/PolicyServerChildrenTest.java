package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.mtasts.api.v1alpha1.Resources;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyServerChildrenTest {
    private static final String IMAGE = "nginxinc/nginx-unprivileged:1.28";

    @Test
    void serviceAccount() {
        new YamlFile("service-account.yaml").shows(ServiceAccountOf.serviceAccount(Examples.server()));
    }

    @Test
    void nginxConfiguration() {
        new YamlFile("nginx-config-map.yaml").shows(NginxConfigMapOf.configMap(Examples.server()));
    }

    @Test
    void deployment() {
        new YamlFile("deployment.yaml").shows(DeploymentOf.deployment(Examples.server(), IMAGE));
    }

    @Test
    void service() {
        new YamlFile("service.yaml").shows(ServiceOf.service(Examples.server()));
    }

    @Test
    void networkPolicy() {
        new YamlFile("network-policy.yaml").shows(NetworkPolicyOf.networkPolicy(Examples.server()));
    }

    @Test
    void podDisruptionBudget() {
        new YamlFile("pod-disruption-budget.yaml")
                .shows(PodDisruptionBudgetOf.podDisruptionBudget(Examples.server())
                        .orElseThrow());
    }

    @Test
    void aSinglePodMayBeMoved() {
        assertThat(PodDisruptionBudgetOf.podDisruptionBudget(Examples.server(1, null)))
                .isEmpty();
    }

    @Test
    void serverOnDemand() {
        new YamlFile("policy-server-default.yaml").shows(PolicyServerDefault.in("mail"));
        assertThat(PolicyServerDefault.isOnDemand(PolicyServerDefault.in("mail")))
                .isTrue();
        assertThat(PolicyServerDefault.isOnDemand(Examples.server())).isFalse();
    }

    @Test
    void resourcesAreTheSpecsAndNothingIsAdded() {
        var requests = Map.of("cpu", new Quantity("20m"));
        var pod = DeploymentOf.deployment(Examples.server(3, new Resources(requests, null)), IMAGE)
                .getSpec()
                .getTemplate()
                .getSpec();
        var resources = pod.getContainers().getFirst().getResources();
        assertThat(resources.getRequests()).isEqualTo(requests);
        assertThat(resources.getLimits()).isEmpty();
    }
}
