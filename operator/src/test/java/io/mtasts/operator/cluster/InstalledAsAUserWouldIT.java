package io.mtasts.operator.cluster;

import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static io.mtasts.operator.cluster.Soon.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.RecordType;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One user's story, step by step, each on what the one before has left. */
@NeedsCluster
@TestMethodOrder(OrderAnnotation.class)
class InstalledAsAUserWouldIT {
    private static final Duration TAKEOVER = Duration.ofSeconds(20);
    private static final String HOST = "mta-sts.example.com";
    private static final int MANY = 50;

    @RegisterExtension
    static final Diagnosis DIAGNOSIS = new Diagnosis();

    private static Story story;
    private static Node node;
    private static KubernetesClient client;
    private static Outside outside;
    private static Visitor visitor;
    private static Release release;
    private static ServedDomains domains;

    @BeforeAll
    static void clusterAndWorld() {
        story = new Story();
        node = Node.start(story);
        DIAGNOSIS.of(node);
        client = node.client();
        domains = new ServedDomains(client);
        try {
            var clusterState = Surroundings.in(node, story);
            outside = clusterState.outside();
            visitor = clusterState.visitor();
            release = new Release(node.kubeconfig(), Manifests.ours("values.yaml"));
        } catch (RuntimeException e) {
            DIAGNOSIS.show();
            throw e;
        }
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    @Order(1)
    void helmInstalls() {
        story.show("helm install mta-sts-operator helm/mta-sts-operator -n mta-sts-system", release.install());
        story.show("helm test mta-sts-operator -n mta-sts-system", release.test());
        soon(() -> assertThat(client.apps()
                        .deployments()
                        .inNamespace(Release.NAMESPACE)
                        .withName(Release.NAME)
                        .get()
                        .getStatus()
                        .getReadyReplicas())
                .isEqualTo(2));
    }

    @Test
    @Order(2)
    void anExampleBecomesReady() throws IOException {
        story.show("kubectl apply -f examples/minimal.yaml", node.apply(Manifests.example("minimal.yaml")));
        soon(() -> outside.record(
                HOST, "A", Objects.requireNonNull(domains.wanted(RecordType.A).value())));
        story.tell("published the address that the status shows");
        soon(() -> outside.record(
                "_mta-sts.example.com",
                "TXT",
                Objects.requireNonNull(domains.wanted(RecordType.TXT).value())));
        story.tell("published the record that the status shows");
        soon(() -> assertThat(domains.condition(Ready).status()).isEqualTo(ConditionStatus.TRUE));

        var answer = visitor.fetch(HOST);
        assertThat(answer.good()).as(answer.head()).isTrue();
        assertThat(answer.body())
                .isEqualTo(domains.exampleCom().getStatus().policy().body());
        story.show(
                "kubectl get mdp,pserver,deploy,ingress -A", node.kubectl("get", "mdp,pserver,deploy,ingress", "-A"));
    }

    @Test
    @Order(3)
    void faultsAreCaughtAndMended() {
        node.kubectl("patch", "mdp/example-com", "-n", "mail", "--type=merge", "-p", """
            {"spec": {"checks": {"interval": "1s"}}}\
            """);

        outside.fault("mx1", "MX_EXPIRED");
        soon(() -> assertThat(domains.condition(MXTLSValid).reason()).isEqualTo("MXExpired"));
        outside.mend("mx1");
        soon(() -> assertThat(domains.condition(MXTLSValid).holds()).isTrue());
        story.tell("an expired certificate of a mail server was caught and mended");

        var record = Objects.requireNonNull(domains.wanted(RecordType.TXT).value());
        outside.noRecord("_mta-sts.example.com", "TXT");
        soon(() -> assertThat(domains.condition(RecordPublished).reason()).isEqualTo("RecordMissing"));
        outside.record("_mta-sts.example.com", "TXT", record);
        soon(() -> assertThat(domains.condition(Ready).holds()).isTrue());
        story.tell("a missing record was caught and mended");

        node.kubectl("patch", "ingress/" + domains.ingress(), "-n", "mail", "--type=json", "-p", """
            [{"op": "replace", "path": "/spec/rules/0/host", "value": "elsewhere.example.com"}]\
            """);
        soon(() -> assertThat(node.kubectl("get", "ingress/" + domains.ingress(), "-n", "mail", "-o", "yaml"))
                .contains("host: " + HOST)
                .doesNotContain("elsewhere"));
        story.tell("an Ingress edited by hand was put right");
    }

    @Test
    @Order(4)
    void anotherOperatorTakesOver() {
        var leader = leader();
        long killed = System.nanoTime();
        node.kubectl("delete", "pod", leader, "-n", Release.NAMESPACE, "--grace-period=0", "--force");
        soon(() -> assertThat(leader()).isNotEmpty().isNotEqualTo(leader));
        var took = Duration.ofNanos(System.nanoTime() - killed);
        story.tell("killed %s; %s leads after %.1f s", leader, leader(), took.toMillis() / 1e3);
        assertThat(took).isLessThan(TAKEOVER);
        outside.fault("mx1", "MX_EXPIRED");
        soon(() -> assertThat(domains.condition(MXTLSValid).reason()).isEqualTo("MXExpired"));
        outside.mend("mx1");
        soon(() -> assertThat(domains.condition(Ready).holds()).isTrue());
    }

    @Test
    @Order(5)
    void policiesAreServedWhatever() {
        unnoticed("a policy pod is deleted", () -> {
            var pod = domains.policyPods().getFirst().getMetadata().getName();
            node.kubectl("delete", "pod", pod, "-n", "mail");
            domains.awaitPolicyPods();
        });
        unnoticed("the policy pods are restarted one by one", () -> {
            node.kubectl("rollout", "restart", "deployment", "-n", "mail");
            node.kubectl("rollout", "status", "deployment", "-n", "mail", "--timeout=90s");
            domains.awaitPolicyPods(); // those that went before have gone
        });
        unnoticed("the chart is upgraded with a changed value", () -> {
            release.upgrade("settings.mxCache", "2s");
            soon(() -> assertThat(node.kubectl("get", "deployment", "-n", Release.NAMESPACE, "-o", "yaml"))
                    .contains("value: 2s"));
        });
        soon(() -> assertThat(domains.condition(Ready).holds()).isTrue());
    }

    @Test
    @Order(6)
    void manyDomainsBecomeReady() {
        long applied = System.nanoTime();
        var address = domains.wanted(RecordType.A).value();
        var names = IntStream.range(0, MANY).mapToObj("d%d.example"::formatted).toList();
        names.forEach(name -> outside.zone(name, """
            @ IN MX 10 mx1.example.com.
            mta-sts IN A %s
            """.formatted(address)));
        node.apply(names.stream().map(InstalledAsAUserWouldIT::manifest).collect(Collectors.joining("---\n")));
        Awaitility.await().atMost(Soon.PATIENCE.multipliedBy(2)).untilAsserted(() -> {
            var policies = domains.all();
            policies.stream()
                    .flatMap(ServedDomains::missing)
                    .forEach(record -> outside.record(record.name(), "TXT", Objects.requireNonNull(record.value())));
            assertThat(policies.stream()
                            .filter(one -> ServedDomains.condition(one, Ready).holds()))
                    .hasSize(MANY + 1);
        });
        story.tell("%d more domains are Ready after %.1f s", MANY, (System.nanoTime() - applied) / 1e9);
        names.forEach(name ->
                node.kubectl("delete", "mdp", name.substring(0, name.indexOf('.')), "-n", "mail", "--wait=false"));
    }

    @Test
    @Order(7)
    void uninstallStopsWhilePoliciesAreLive() {
        assertThatThrownBy(() -> release.uninstall()).hasMessageContaining("job mta-sts-operator-uninstall failed");
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(Release.NAMESPACE)
                        .withName(Release.NAME)
                        .get())
                .isNotNull();
        story.show(
                "kubectl logs job/mta-sts-operator-uninstall -n mta-sts-system",
                node.kubectl("logs", "-n", Release.NAMESPACE, "job/mta-sts-operator-uninstall"));
    }

    @Test
    @Order(8)
    void aDeletedDomainLeavesNothing() {
        node.kubectl("delete", "mdp", "--all", "-n", "mail", "--timeout=60s");
        soon(() -> assertThat(node.kubectl("get", "ingress,certificate", "-n", "mail", "-o", "name"))
                .isEmpty());
        soon(() -> assertThat(served(HOST)).isFalse());
        story.tell("the domain is gone, and what was made for it");
    }

    @Test
    @Order(9)
    void helmUninstalls() {
        story.show("helm uninstall mta-sts-operator -n mta-sts-system", release.uninstall());
        soon(() -> assertThat(node.kubectl("get", "deploy", "-n", Release.NAMESPACE, "-o", "name"))
                .isEmpty());
        assertThat(node.kubectl("get", "crd", "-o", "name"))
                .contains("maildomainpolicies.mtasts.io", "policyservers.mtasts.io");
        story.tell("the kinds are left, as crds.keep says");
    }

    private static boolean served(String policyHost) {
        try {
            return visitor.fetch(policyHost).good();
        } catch (IOException noCertificateOfIts) {
            return false;
        }
    }

    private static void unnoticed(String what, Runnable event) {
        var stream = visitor.keepFetching(HOST);
        try (stream) {
            event.run();
        }
        story.tell(
                "%s: %d requests meanwhile, %d of them failed",
                what, stream.requests(), stream.failures().size());
        assertThat(stream.requests()).isGreaterThan(20);
        assertThat(stream.failures()).as(what).isEmpty();
    }

    private static String manifest(String domain) {
        return """
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: %s, namespace: mail}
            spec:
              domain: %s
              mx: [mx1.example.com]
              certificate: {issuerRef: {name: letsencrypt, kind: ClusterIssuer}}
            """.formatted(domain.substring(0, domain.indexOf('.')), domain);
    }

    /** The pod that holds the lease: its holder is called by the pod and something that is new at each start. */
    private static String leader() {
        Lease lease = client.leases()
                .inNamespace(Release.NAMESPACE)
                .withName(Release.NAME)
                .get();
        var holder = lease == null ? null : lease.getSpec().getHolderIdentity();
        return holder == null ? "" : holder.replaceAll("_.*", "");
    }
}
