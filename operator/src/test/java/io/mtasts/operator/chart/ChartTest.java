package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mtasts.api.v1alpha1.CustomResourceDefinitions;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
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
                .contains(
                        new EnvVar("MTA_STS_MX_CACHE", "10m", null),
                        new EnvVar("MTA_STS_NO_SMTP", "true", null),
                        new EnvVar("MTA_STS_SMTP_PORT", "2525", null),
                        new EnvVar("MTA_STS_WATCH_NAMESPACES", "mail,shop", null));
    }

    @Test
    void mountsTheKeysOfUpdateServersAndGivesNoRightOnSecrets() {
        var values = """
            updateServers:
              - {name: corp, server: "192.0.2.53:5353", zone: example.com, keyName: mta-sts, secretName: corp-key}
              - {name: edge, server: ns1.example.net, keyName: k, algorithm: hmac-sha512, secretName: edge-key, secretKey: tsig}
            networkPolicy: {enabled: true}
            """;
        var pod = Chart.render(Deployment.class, values)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getContainers().getFirst().getEnv())
                .contains(new EnvVar(
                        "MTA_STS_UPDATE_SERVER",
                        "corp=hmac-sha256:mta-sts@192.0.2.53:5353/example.com,edge=hmac-sha512:k@ns1.example.net",
                        null));
        assertThat(pod.getVolumes().stream()
                        .filter(volume -> volume.getName().equals("update-keys"))
                        .flatMap(volume -> volume.getProjected().getSources().stream())
                        .map(source -> source.getSecret())
                        .map(secret -> secret.getName() + "/"
                                + secret.getItems().getFirst().getKey() + " as "
                                + secret.getItems().getFirst().getPath()))
                .containsExactly("corp-key/secret as corp", "edge-key/tsig as edge");
        assertThat(Chart.render(NetworkPolicy.class, values)
                        .getFirst()
                        .getSpec()
                        .getEgress())
                .anySatisfy(rule -> assertThat(rule.getPorts())
                        .singleElement()
                        .satisfies(
                                port -> assertThat(port.getPort().getIntVal()).isEqualTo(5353)));
        assertThat(Chart.render(ClusterRole.class, values))
                .flatMap(ClusterRole::getRules)
                .flatExtracting(rule -> rule.getResources())
                .doesNotContain("secrets");
    }

    @Test
    void givesRightsOnlyInWatchedNamespaces() {
        var some = "settings: {watchNamespaces: [mail, shop]}";

        assertThat(Chart.render(RoleBinding.class, some))
                .extracting(binding -> binding.getMetadata().getNamespace() + "/"
                        + binding.getMetadata().getName() + " "
                        + binding.getRoleRef().getKind())
                .containsExactlyInAnyOrder(
                        "mail/mta-sts-operator Role",
                        "shop/mta-sts-operator Role",
                        "mta-sts-system/mta-sts-operator-leader-election Role");
        assertThat(names(Chart.render(ClusterRoleBinding.class, some))).containsExactly("mta-sts-operator-cluster");
        assertThat(names(Chart.render(ClusterRole.class, some)))
                .containsExactlyInAnyOrder(
                        "mta-sts-operator-cluster", "mta-sts-operator-edit", "mta-sts-operator-view");
        assertThat(names(Chart.render(ClusterRoleBinding.class)))
                .containsExactlyInAnyOrder("mta-sts-operator", "mta-sts-operator-cluster");
    }

    @Test
    void theHookMayListPoliciesWhereTheyAreWatchedAndDoesNothingWhenForced() {
        assertThat(Chart.hooks(ClusterRole.class, "{}"))
                .flatMap(ClusterRole::getRules)
                .extracting(rule -> rule.getResources() + " " + rule.getVerbs())
                .containsExactly("[maildomainpolicies] [list]");
        assertThat(Chart.hooks(RoleBinding.class, "settings: {watchNamespaces: [mail, shop]}"))
                .extracting(binding -> binding.getMetadata().getNamespace() + " "
                        + binding.getSubjects().getFirst().getName())
                .containsExactly("mail mta-sts-operator-uninstall", "shop mta-sts-operator-uninstall");
        assertThat(Chart.hooks(Job.class, "{crds: {keep: false}}")
                        .getFirst()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers())
                .singleElement()
                .satisfies(container -> assertThat(container.getArgs())
                        .containsExactly(
                                "may-uninstall",
                                "--release",
                                Chart.NAME,
                                "--namespace",
                                Chart.NAMESPACE,
                                "--revision",
                                "1",
                                "--with-crds"));
        assertThat(Chart.hooks(HasMetadata.class, "uninstall: {force: true}"))
                .extracting(HasMetadata::getKind)
                .as("the pod of helm test")
                .containsExactly("Pod");
    }

    @Test
    void theNotesSayTheNextStep() {
        assertThat(Chart.notes("{}"))
                .contains("manages the MailDomainPolicies of all namespaces.")
                .contains("\n  helm test mta-sts-operator -n mta-sts-system\n")
                .contains("issuerRef: {name: letsencrypt")
                .contains("helm uninstall stops while policies are served, and lists them. It leaves the CRDs");
        assertThat(Chart.notes("{settings: {watchNamespaces: [mail], defaultIssuer: own, healthPort: 0}, crds: {keep:"
                        + " false}}"))
                .contains("manages the MailDomainPolicies of mail.")
                .contains("\n  kubectl get mdp -n mail\n")
                .contains("It takes the CRDs along")
                .doesNotContain("helm test", "issuerRef");
    }

    /** Of the notes, as a person copies it. */
    @Test
    void theExampleOfTheNotesIsAPolicy() {
        var notes = Chart.notes("{}");
        var example = notes.substring(notes.indexOf("  apiVersion"), notes.indexOf("  END"))
                .replaceAll("(?m)^ {2}", "");

        assertThat(new KubernetesSerialization()
                        .unmarshal(example, MailDomainPolicy.class)
                        .getSpec()
                        .domain())
                .isEqualTo("example.com");
    }

    @Test
    void asksForNothingOfTheClusterButIssuersAndGatewaysWhereNamespacesAreNamed() {
        var role = Chart.render(ClusterRole.class, "settings: {watchNamespaces: [mail]}").stream()
                .filter(one -> one.getMetadata().getName().endsWith("-cluster"))
                .findFirst()
                .orElseThrow();

        assertThat(role.getRules())
                .extracting(rule -> rule.getResources() + " " + rule.getVerbs())
                .containsExactly("[clusterissuers] [list, watch]", "[gateways] [list, watch]", "[namespaces] [get]");
    }

    private static List<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }
}
