package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.cluster.Crds;
import io.mtasts.operator.resources.PolicyShards;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people write by mistake, or to do harm, keeps the operator no busier than what they write on purpose. */
class NobodySpinsTest {
    private static final Duration A_WHILE = Duration.ofSeconds(6);

    /** Much less than a loop brings about in that time, and more than what is written then asks for. */
    private static final double FEW = 20;

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        Crds.GATEWAY_API.install(lab.client());
        lab.startOperator(lab.settings(0, false));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    /** Each would wait for the other to serve the domain before it lets go of it. */
    @Test
    void handOversThatCross() {
        rivals("crossed.example", "crossed-a", "crossed-b");
        handOver("crossed-a", "crossed-b");
        lab.await("crossed-b", "policy", Ready, TRUE, "AllGood");
        handOver("crossed-b", "crossed-a");

        var work = Work.within(A_WHILE, lab);

        assertThat(work.policies()).isLessThan(FEW);
        assertThat(work.statuses()).isLessThan(FEW);
        assertThat(lab.condition("crossed-b", "policy", Ready).orElseThrow().holds())
                .isTrue();
    }

    @Test
    void handOversThatCrossBeforeTheyHaveBegun() {
        rivals("early.example", "early-a", "early-b");
        handOver("early-b", "early-a");
        handOver("early-a", "early-b");

        var work = Work.within(A_WHILE, lab);

        assertThat(work.policies()).isLessThan(FEW);
        assertThat(work.statuses()).isLessThan(FEW);
        says("early-a", "names early-b/policy, which hands the domain back to this one");
        assertThat(lab.condition("early-a", "policy", Ready).orElseThrow().holds())
                .isTrue();
    }

    @Test
    void aHandOverToItselfAndOneInARing() {
        rivals("ring.example", "ring-a", "ring-b", "ring-c");
        handOver("ring-a", "ring-a");
        assertThat(Work.within(A_WHILE, lab).policies()).isLessThan(FEW);
        says("ring-a", "names ring-a/policy, which is not another MailDomainPolicy of this domain");

        handOver("ring-b", "ring-c");
        handOver("ring-c", "ring-a");
        handOver("ring-a", "ring-b");
        var work = Work.within(A_WHILE, lab);

        assertThat(work.policies()).isLessThan(FEW);
        assertThat(work.statuses()).isLessThan(FEW);
        says("ring-a", "names ring-b/policy, which hands the domain back to this one");
        assertThat(lab.condition("ring-a", "policy", Ready).orElseThrow().holds())
                .isTrue();
    }

    /** A status is the operator's whole: what somebody else has put there goes. */
    @Test
    void aStatusThatSomebodyElseWroteTo() {
        ready("foreign", "foreign.example");
        writeStatus("MailDomainPolicy", "policy", "next: {action: Wait, summary: hers}");
        writeStatus(
                "PolicyServer",
                "default",
                "conditions: [{type: Foreign, status: 'True', reason: Hers, message: hers, observedGeneration: 1,"
                        + " lastTransitionTime: '2026-11-01T00:00:00Z'}]");
        lab.kubectl("annotate", "mdp/policy", "-n", "foreign", "touched=once");
        lab.kubectl("annotate", "policyserver/default", "-n", "foreign", "touched=once");

        var work = Work.within(A_WHILE, lab);

        assertThat(work.statuses()).isLessThan(FEW);
        assertThat(work.policies() + work.servers()).isLessThan(FEW);
        assertThat(lab.kubectl("get", "mdp,policyservers", "-n", "foreign", "-o", "jsonpath={.items[*].status}"))
                .doesNotContain("hers");
    }

    /** Nothing of it matters to any of the eight, which all have the ClusterIssuer. */
    @Test
    void issuersAndGatewaysThatChangeAllTheTime() {
        lab.namespace("many");
        IntStream.range(0, 8).forEach(n -> {
            var domain = lab.domain("d%d.example".formatted(n));
            lab.apply(quiet(OperatorLab.manifest("many", "d" + n, "d%d.example".formatted(n))));
            lab.publish("many", "d" + n, domain);
        });
        IntStream.range(0, 8).forEach(n -> lab.await("many", "d" + n, Ready, TRUE, "AllGood"));

        var before = Work.soFar(lab);
        for (int n = 0; n < 10; n++) {
            lab.apply("""
                apiVersion: cert-manager.io/v1
                kind: Issuer
                metadata: {name: other, namespace: many, annotations: {n: "%d"}}
                spec: {selfSigned: {}}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: other, namespace: many, annotations: {n: "%d"}}
                spec: {gatewayClassName: lab, listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: x}]}}]}
                """.formatted(n, n));
            lab.kubectl("annotate", "clusterissuer/letsencrypt", "--overwrite", "n=" + n);
        }
        Awaitility.await("all has been heard of")
                .pollDelay(Duration.ofSeconds(1))
                .until(() -> true);

        assertThat(Work.soFar(lab).policies() - before.policies()).isLessThan(FEW);
    }

    /** Without the finalizer nobody asks the operator before the resource goes. */
    @Test
    void aFinalizerThatWasPulledOff() {
        var domain = lab.readyDomain("bare", "bare.example", OperatorLab.retiring("bare", "policy", "bare.example"));
        lab.namespace("waits");
        lab.apply(OperatorLab.manifest("waits", "policy", "bare.example"));
        lab.await("waits", "policy", Accepted, FALSE, "DomainConflict");
        lab.kubectl("delete", "mdp/policy", "-n", "bare", "--wait=false");
        soon("it retires").until(() -> lab.policy("bare", "policy").getStatus().retirement() != null);
        lab.kubectl("patch", "mdp/policy", "-n", "bare", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
        soon("it is gone").until(() -> lab.policy("bare", "policy") == null);

        lab.await("waits", "policy", Accepted, TRUE, "AllGood"); // nobody else tells it
        lab.kubectl("delete", "mdp/policy", "-n", "waits", "--wait=false");
        soon("that is gone too").until(() -> lab.policy("waits", "policy") == null);
        Awaitility.await("the last look is over")
                .pollDelay(Duration.ofSeconds(3))
                .until(() -> true);
        long connections = domain.mail().connections();
        Awaitility.await("looks that nobody wants").pollDelay(A_WHILE).until(() -> true);
        assertThat(domain.mail().connections()).isEqualTo(connections);
    }

    @Test
    void aDuplicateGoesAtOnce() {
        ready("twice", "twice.example");
        lab.apply(quiet(OperatorLab.manifest("twice", "copy", "twice.example")));
        lab.await("twice", "copy", Accepted, FALSE, "DomainConflict");

        lab.kubectl("delete", "mdp/copy", "-n", "twice", "--wait=false");

        Awaitility.await("it goes").atMost(Duration.ofSeconds(5)).until(() -> lab.policy("twice", "copy") == null);
        assertThat(lab.condition("twice", "policy", Ready).orElseThrow().holds())
                .isTrue();
    }

    /** It stays where it is, and a key there that hides another does not. */
    @Test
    void aKeyInALaterShard() {
        ready("later", "k4.example"); // in shard 4
        var other = lab.domain("k2.example");
        lab.apply(quiet(OperatorLab.manifest("later", "other", "k2.example"))); // in shard 15
        lab.publish("later", "other", other);
        lab.await("later", "other", Ready, TRUE, "AllGood");
        lab.kubectl("patch", "configmap", "mta-sts-default-policies-15", "-n", "later", "--type=merge", "-p", """
            {"data": {"mta-sts.stray.example": "version: STSv1\\r\\n", "mta-sts.k4.example": "version: STSv1\\r\\n"}}
            """);

        soon("both are told of").until(() -> {
            var events = lab.kubectl("get", "events", "-n", "later");
            return events.contains("No MailDomainPolicy accounts for mta-sts.stray.example, which stays served.")
                    && events.contains(
                            "The key mta-sts.k4.example has been removed from ConfigMap mta-sts-default-policies-15");
        });
        var work = Work.within(A_WHILE, lab);

        assertThat(work.servers() + work.policies()).isLessThan(FEW);
        assertThat(keys(15))
                .contains("mta-sts.stray.example", "mta-sts.k2.example")
                .doesNotContain("mta-sts.k4.example");
        assertThat(PolicyShards.numberOf("mta-sts.stray.example")).isNotEqualTo(15);
        assertThat(lab.kubectl("get", "configmaps", "-n", "later", "-o", "yaml").split("mta-sts.stray.example: "))
                .hasSize(2);
        assertThat(lab.condition("later", "policy", Ready).orElseThrow().holds())
                .isTrue();
    }

    private static Set<String> keys(int shard) {
        return lab.client()
                .configMaps()
                .inNamespace("later")
                .withName("mta-sts-default-policies-" + shard)
                .get()
                .getData()
                .keySet();
    }

    /** As LinearRateLimiter would have it, which goes by the time of day: of a server that is told to wait, until it is that late again. */
    @Test
    void aTimeOfDayThatGoesBack() {
        ready("clock", "clock.example");
        var zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("GMT-12"));
            for (int n = 0; n < 4; n++) {
                lab.domain("clock%d.example".formatted(n));
                lab.apply(quiet(OperatorLab.manifest("clock", "p" + n, "clock%d.example".formatted(n))));
                lab.await("clock", "p" + n, PolicyServed, TRUE, "AllGood");
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    private static void rivals(String domain, String... namespaces) {
        ready(namespaces[0], domain);
        List.of(namespaces).subList(1, namespaces.length).forEach(namespace -> {
            lab.namespace(namespace);
            lab.apply(quiet(OperatorLab.manifest(namespace, "policy", domain)));
            lab.await(namespace, "policy", Accepted, FALSE, "DomainConflict");
        });
    }

    private static void ready(String namespace, String domain) {
        lab.readyDomain(namespace, domain, quiet(OperatorLab.manifest(namespace, "policy", domain)));
    }

    /** So that what is counted is not what a probe brings about. */
    private static String quiet(String manifest) {
        return manifest.replace("interval: 1s", "interval: 1h");
    }

    private static void handOver(String from, String to) {
        lab.kubectl(
                "annotate", "mdp/policy", "-n", from, "--overwrite", "mtasts.io/hand-over-to=%s/policy".formatted(to));
    }

    private static void says(String namespace, String words) {
        soon("%s is told".formatted(namespace))
                .until(() -> lab.kubectl(
                                "get", "mdp/policy", "-n", namespace, "-o", "jsonpath={.status.conditions[*].message}")
                        .contains(words));
    }

    private static void writeStatus(String kind, String name, String status) {
        var run = lab.cluster()
                .apiServer()
                .kubectl()
                .runWithInput(
                        """
                        apiVersion: mtasts.io/v1alpha1
                        kind: %s
                        metadata: {name: %s, namespace: foreign}
                        status: {%s}
                        """.formatted(kind, name, status),
                        "apply",
                        "--server-side",
                        "--subresource=status",
                        "--field-manager=somebody",
                        "-f",
                        "-");
        assertThat(run.exitCode()).as(run.stderr()).isZero();
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
