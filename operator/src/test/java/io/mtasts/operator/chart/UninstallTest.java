package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.UninstallCommand;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.mtasts.lab.cluster.ApiServer;
import io.mtasts.operator.cli.Shell;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** `helm uninstall` on a real API server, where a policy that senders go by stands in its way. */
class UninstallTest {
    private static ApiServer cluster;

    @BeforeAll
    static void start() {
        cluster = ApiServer.start();
        for (var namespace : List.of(Chart.NAMESPACE, "mail", "shop")) {
            cluster.client()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void cleanUp() {
        uninstall().noHooks().ignoreNotFound().call();
        kubectl("delete", "mdp", "--all", "--all-namespaces");
        kubectl("delete", "job", "--all", "--all-namespaces");
    }

    @Test
    void stopsWhilePoliciesAreServedAndListsThem() {
        install("{}");
        policy("mail", "example-com", "example.com", "Managed");
        policy("shop", "parked", "parked.test", "Managed");
        served("mail", "example-com", "enforce");
        served("shop", "parked", "none");

        try (var hooks = new HookRunner(cluster)) {
            assertThatThrownBy(() -> uninstall().call()).hasMessageContaining("BackoffLimitExceeded");

            assertThat(hooks.ended()).singleElement().satisfies(hook -> {
                assertThat(hook.exit()).isEqualTo(1);
                assertThat(hook.err()).isEqualTo("""
                    Not uninstalled: 2 policies are served.

                      mail/example-com  example.com  enforce
                      shop/parked       parked.test  none

                    Without the operator they stay served as they are, but nothing is probed: senders refuse a mail server that a policy does
                    not cover, or whose certificate expires, and you do not learn of it. A MailDomainPolicy that is deleted then remains until
                    an operator is back.

                    To end them:                delete the MailDomainPolicies and wait: each is removed once no sender has it cached
                    To uninstall anyway:        helm uninstall mta-sts-operator -n mta-sts-system --no-hooks
                    To keep the operator:       helm rollback mta-sts-operator 1 -n mta-sts-system
                                                (until then Helm considers it as being uninstalled, and does not upgrade it)
                    """);
            });
        }
        assertThat(kubectl("get", "deployment", "-n", Chart.NAMESPACE, "-o", "name"))
                .isEqualTo("deployment.apps/mta-sts-operator\n");
        assertThat(ofTheHook())
                .as("the Job stays for its log; its rights go")
                .containsExactly("job.batch/mta-sts-operator-uninstall");
    }

    @Test
    void goesThroughAllTheSameWithoutHooksAndLeavesWhatPeopleWrote() {
        install("{}");
        policy("mail", "example-com", "example.com", "Managed");
        served("mail", "example-com", "enforce");

        uninstall().noHooks().call();

        assertThat(kubectl("get", "deployment", "-n", Chart.NAMESPACE, "-o", "name"))
                .isEmpty();
        assertThat(kubectl("get", "mdp", "-n", "mail", "-o", "name"))
                .isEqualTo("maildomainpolicy.mtasts.io/example-com\n");
    }

    @Test
    void goesThroughWhenNothingIsServed() {
        install("{}");
        policy("mail", "new", "new.test", "Managed");
        policy("mail", "elsewhere", "elsewhere.test", "Observe");
        served("mail", "elsewhere", "enforce");

        try (var hooks = new HookRunner(cluster)) {
            uninstall().call();

            assertThat(hooks.ended())
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.out())
                            .isEqualTo("No policy is served: the operator can be uninstalled.\n"));
        }
        assertThat(ofTheRelease()).isEmpty();
        assertThat(kubectl("get", "mdp", "-n", "mail", "-o", "name"))
                .as("what people wrote is left, and the kinds")
                .contains("/new\n");
    }

    @Test
    void looksOnlyIntoTheNamespacesThatAreWatched() {
        install("settings: {watchNamespaces: [mail]}");
        policy("shop", "not-ours", "example.com", "Managed");
        served("shop", "not-ours", "enforce");

        try (var hooks = new HookRunner(cluster)) {
            uninstall().call();

            assertThat(hooks.ended())
                    .singleElement()
                    .satisfies(hook -> assertThat(hook.exit()).as("%s", hook).isZero());
        }
    }

    @Test
    void doesNotWaitForTheHookWhenForced() {
        install("uninstall: {force: true}");
        policy("mail", "example-com", "example.com", "Managed");
        served("mail", "example-com", "enforce");

        uninstall().call();

        assertThat(kubectl("get", "deployment", "-n", Chart.NAMESPACE, "-o", "name"))
                .isEmpty();
    }

    @Test
    void saysThatTheCrdsWouldGoToo() {
        install("{}");
        policy("mail", "example-com", "example.com", "Managed");
        served("mail", "example-com", "testing");
        policy("mail", "new", "new.test", "Managed");

        var ended = new Shell().cluster(cluster::newClient).run("may-uninstall", "--with-crds");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("Not uninstalled: a policy is served.\n")
                .contains("""
                    The CRDs are removed with this release (crds.keep is false), and with them every MailDomainPolicy, 2 in all, and what
                    """);
    }

    @Test
    void doesNotTakeSilenceForNothing() {
        install("{}");

        var ended = new Shell()
                .cluster(() -> HookRunner.account(cluster, Chart.NAMESPACE, "default"))
                .run("may-uninstall");

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("Not uninstalled: whether policies are served cannot be determined. ")
                .contains("cannot list resource \"maildomainpolicies\" in API group \"mtasts.io\" at the cluster scope")
                .endsWith("To uninstall anyway:        helm uninstall RELEASE -n NAMESPACE --no-hooks\n");
    }

    private static void install(String values) {
        Chart.install(cluster, values);
        kubectl("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all");
    }

    private static UninstallCommand uninstall() {
        return Helm.uninstall(Chart.NAME).withNamespace(Chart.NAMESPACE).withKubeConfigContents(cluster.kubeconfig());
    }

    private static void policy(String namespace, String name, String domain, String management) {
        var applied = cluster.kubectl()
                .runWithInput("""
                    apiVersion: mtasts.io/v1alpha1
                    kind: MailDomainPolicy
                    metadata: {name: %s, namespace: %s}
                    spec: {domain: %s, management: %s, mx: [mx1.%s]}
                    """.formatted(name, namespace, domain, management, domain), "apply", "-f", "-");
        assertThat(applied.exitCode()).as(applied.stderr()).isZero();
    }

    /** As the operator writes it. */
    private static void served(String namespace, String name, String mode) {
        kubectl(
                "patch",
                "mdp",
                name,
                "-n",
                namespace,
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\": {\"policy\": {\"mode\": \"%s\", \"revision\": 0, \"maxAgeSeconds\": 604800}}}"
                        .formatted(mode));
    }

    private static List<String> ofTheHook() {
        return ofTheRelease().stream()
                .filter(name -> name.endsWith("-uninstall"))
                .toList();
    }

    private static List<String> ofTheRelease() {
        return kubectl(
                        "get",
                        "deployments,services,serviceaccounts,roles,rolebindings,clusterroles,clusterrolebindings,jobs,"
                                + "poddisruptionbudgets,networkpolicies,configmaps",
                        "--all-namespaces",
                        "-l",
                        "app.kubernetes.io/instance=" + Chart.NAME + ",app.kubernetes.io/managed-by=Helm",
                        "-o",
                        "name")
                .lines()
                .toList();
    }

    private static String kubectl(String... arguments) {
        var run = cluster.kubectl().run(arguments);
        assertThat(run.exitCode()).as(run.stderr()).isZero();
        return run.stdout();
    }
}
