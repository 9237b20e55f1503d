package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.mtasts.api.v1alpha1.CustomResourceDefinitions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Helm makes of the chart, by Helm itself. */
class ChartTest {
    @Test
    void passesHelmsOwnLint() {
        var lint = Chart.helm().lint().strict().call();

        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @Test
    void installsTheKindsUnchangedAndKeepsThem() {
        var rendered = Chart.render(CustomResourceDefinition.class);

        assertThat(rendered)
                .allSatisfy(crd -> assertThat(crd.getMetadata().getAnnotations())
                        .containsExactly(Map.entry("helm.sh/resource-policy", "keep")));
        rendered.forEach(crd -> crd.getMetadata().setAnnotations(Map.of()));
        assertThat(rendered.toString())
                .isEqualTo(Chart.objects(CustomResourceDefinitions.yaml()).toString());
    }

    @Test
    void leavesTheKindsOutWhenTold() {
        assertThat(Chart.render(CustomResourceDefinition.class, "crds: {enabled: false}"))
                .isEmpty();
    }

    @Test
    void hasNoRuleOnSecretsAndNoneOnEverything() {
        var rules = Chart.render(ClusterRole.class).stream()
                .flatMap(role -> role.getRules().stream())
                .toList();

        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.getResources()).doesNotContain("secrets", "*");
            assertThat(rule.getVerbs()).doesNotContain("*");
            assertThat(rule.getApiGroups()).doesNotContain("*");
        });
    }

    @Test
    void turnsSettingsIntoEnvironmentVariables() {
        var deployment = Chart.render(
                        Deployment.class,
                        "settings: {mxCache: 10m, noSmtp: true, smtpPort: 2525, watchNamespaces: [mail, shop]}")
                .getFirst();

        var container =
                deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        assertThat(container.getArgs()).containsExactly("run");
        assertThat(container.getEnv())
                .containsExactlyInAnyOrder(
                        new EnvVar("MTA_STS_MX_CACHE", "10m", null),
                        new EnvVar("MTA_STS_NO_SMTP", "true", null),
                        new EnvVar("MTA_STS_SMTP_PORT", "2525", null),
                        new EnvVar("MTA_STS_WATCH_NAMESPACES", "mail,shop", null));
    }

    @Test
    void refusesASettingThatDoesNotExist() {
        assertThatThrownBy(() -> Chart.render(Deployment.class, "settings: {mxcache: 10m}"))
                .hasMessageContaining("at '/settings'")
                .hasMessageContaining("'mxcache' not allowed");
    }

    @Test
    void givesRightsOnlyInWatchedNamespaces() {
        var mailOnly = "settings: {watchNamespaces: [mail]}";

        assertThat(Chart.render(RoleBinding.class, mailOnly))
                .extracting(binding -> binding.getMetadata().getNamespace())
                .containsExactly("mail");
        assertThat(names(Chart.render(ClusterRoleBinding.class, mailOnly))).containsExactly("mta-sts-operator-cluster");
        assertThat(names(Chart.render(ClusterRoleBinding.class)))
                .containsExactlyInAnyOrder("mta-sts-operator", "mta-sts-operator-cluster");
    }

    private static List<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }
}
