package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.lab.Domain;
import io.mtasts.lab.cluster.Crds;
import io.mtasts.lab.cluster.Fault;
import io.mtasts.observe.net.HostPort;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.EndpointsSpec.Endpoint;
import io.mtasts.operator.publish.UpdateServer;
import io.mtasts.operator.settings.Tenancy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held, retired or renewed while the spec is not accepted reaches DNS all the same, and nothing else does. */
class NotAcceptedTest {
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBsYWIgZm9yIHVwZGF0ZXMuLi4=";
    private static final String UPDATE = "dns: {publish: Update, updateServer: corp}";
    private static final String EXTERNAL_DNS = "dns: {publish: ExternalDNS}";

    @TempDir
    private static Path keys;

    private static OperatorLab lab;

    @BeforeAll
    static void start() throws IOException {
        lab = OperatorLab.withCertManager();
        Crds.EXTERNAL_DNS.install(lab.client());
        var server = lab.world().dns().nameServer("ns1.lab.test");
        server.takeUpdates("mta-sts", "hmac-sha256", SECRET);
        var at = new HostPort(
                server.address().getAddress().getHostAddress(), server.address().getPort());
        Files.writeString(keys.resolve("corp"), SECRET);
        lab.startOperator(SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                .tenancy(Tenancy.GRANTED)
                .updateServers(UpdateServer.parse("corp=mta-sts@" + at, keys))
                .build());
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void whatIsHeldIsPublishedByUpdate() {
        var domain = ready("held", "held.test", UPDATE + "\n  tlsReporting: {rua: [\"mailto:tls@held.test\"]}");
        var before = id("held");
        withdrawGrant("held");
        lab.patch("held", "policy", """
            {"spec": {"mx": ["mx1.held.test", "mx9.held.test"], "tlsReporting": {"rua": ["mailto:other@held.test"]}}}\
            """);

        annotate("held", "mtasts.io/hold=testing");

        soon("mode testing is named by the record")
                .until(() -> mode("held") == PolicyMode.TESTING
                        && domain.zone().text().contains("v=STSv1; id=" + id("held")));
        assertThat(domain.zone().text())
                .doesNotContain(before)
                .contains("rua=mailto:tls@held.test")
                .doesNotContain("other@held.test");
        lab.await("held", "policy", Accepted, FALSE, "DomainNotGranted");
    }

    @Test
    void whatRetiresIsPublishedByUpdate() {
        var domain = ready("retires", "retires.test", UPDATE);
        withdrawGrant("retires");

        lab.kubectl("delete", "mdp/policy", "-n", "retires", "--wait=false");

        soon("mode none is named by the record")
                .until(() -> mode("retires") == PolicyMode.NONE
                        && domain.zone().text().contains("v=STSv1; id=" + id("retires")));
    }

    /** Senders may have got other bytes under the id that stood in DNS: only another one makes them look again. */
    @Test
    void anIdThatIsRenewedIsPublishedByUpdate() {
        lab.cluster().certManager().createClusterIssuer("fleeting");
        var domain = ready(
                "renewed",
                "renewed.test",
                UPDATE + "\n  certificate: {issuerRef: {name: fleeting, kind: ClusterIssuer}}");
        var before = id("renewed");
        lab.client().resources(ClusterIssuer.class).withName("fleeting").delete();
        lab.await("renewed", "policy", Accepted, FALSE, "IssuerNotFound");

        lab.cluster()
                .front()
                .fault("mta-sts.renewed.test", Fault.body("version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n"));
        soon("the id is renewed").until(() -> !id("renewed").equals(before));
        lab.cluster().front().mend("mta-sts.renewed.test");

        soon("the renewed id is named by the record")
                .until(() -> domain.zone().text().contains("v=STSv1; id=" + id("renewed")));
        soon("it is told")
                .until(() -> lab.kubectl("get", "events", "-n", "renewed")
                        .contains("a different policy was found in its place"));
    }

    @Test
    void whatIsHeldIsPublishedByExternalDns() {
        var domain = served("told", "told.test", EXTERNAL_DNS + "\n  tlsReporting: {rua: [\"mailto:tls@told.test\"]}");
        soon("external-dns is told").until(() -> texts("told").stream().anyMatch(text -> text.contains(id("told"))));
        var before = id("told");
        withdrawGrant("told");
        lab.patch("told", "policy", "{\"spec\": {\"tlsReporting\": {\"rua\": [\"mailto:other@told.test\"]}}}");

        annotate("told", "mtasts.io/hold=testing");

        soon("external-dns is told of mode testing")
                .until(() -> mode("told") == PolicyMode.TESTING
                        && texts("told").stream().anyMatch(text -> text.contains(id("told"))));
        assertThat(texts("told"))
                .noneMatch(text -> text.contains(before))
                .contains("\"v=TLSRPTv1; rua=mailto:tls@told.test\"");
        assertThat(domain.name()).isEqualTo("told.test");
    }

    @Test
    void whatIsHeldIsShownToBePublishedByHand() {
        var domain = served("hand", "hand.test", "dns: {publish: Manual}");
        lab.publish("hand", "policy", domain);
        lab.await("hand", "policy", Ready, TRUE, "AllGood");
        withdrawGrant("hand");

        annotate("hand", "mtasts.io/hold=testing");

        soon("the record of mode testing is shown")
                .until(() -> mode("hand") == PolicyMode.TESTING
                        && lab.shownRecord("hand", "policy")
                                .filter(record -> record.contains(id("hand")))
                                .isPresent());
    }

    /** Senders hold its policy all the same, and come for it. */
    @Test
    void whatLeadsToTheServedPolicyIsMadeAgain() {
        ready("again", "again.test", UPDATE);
        withdrawGrant("again");

        lab.kubectl("delete", "ingress,certificates.cert-manager.io,configmap", "--all", "-n", "again");

        soon("what is served is led to again")
                .until(() -> lab.kubectl("get", "ingress,certificates.cert-manager.io", "-n", "again", "-o", "name")
                        .contains("ingress.networking.k8s.io/mta-sts-policy\n"
                                + "certificate.cert-manager.io/mta-sts-policy"));
        soon("and is there")
                .until(() -> lab.kubectl("get", "configmap", "-n", "again", "-o", "yaml")
                        .contains("mta-sts.again.test"));
        lab.await("again", "policy", PolicyServed, TRUE, "AllGood");
        lab.await("again", "policy", Accepted, FALSE, "DomainNotGranted");
    }

    /** It was never served: nothing of it is made, whoever has the grant. */
    @Test
    void whatWasNeverServedIsNotMade() {
        lab.namespace("never");
        lab.domain("never.test");
        lab.apply(OperatorLab.retiring("never", "policy", "never.test"));

        lab.await("never", "policy", Accepted, FALSE, "DomainNotGranted");

        assertThat(lab.kubectl("get", "ingress,certificates.cert-manager.io", "-n", "never", "-o", "name"))
                .isEmpty();
    }

    /** Whoever has lost the grant cannot put a record of his own over another's. */
    @Test
    void nothingOfOthersIsReplaced() {
        var domain = ready("other", "other.test", UPDATE);
        withdrawGrant("other");
        domain.record("v=STSv1; id=theirs;");
        lab.patch("other", "policy", "{\"spec\": {\"dns\": {\"adopt\": true}}}");

        annotate("other", "mtasts.io/hold=testing");

        lab.await("other", "policy", io.mtasts.api.v1alpha1.ConditionType.RecordPublished, FALSE, "RecordForeign");
        assertThat(domain.zone().text()).contains("id=theirs;");
    }

    private static Domain ready(String namespace, String name, String fields) {
        var domain = served(namespace, name, fields);
        lab.await(namespace, "policy", Ready, TRUE, "AllGood");
        return domain;
    }

    private static Domain served(String namespace, String name, String fields) {
        lab.namespace(namespace);
        lab.kubectl("annotate", "namespace", namespace, "mtasts.io/domains=" + name);
        var domain = lab.domain(name);
        lab.apply(OperatorLab.retiring(namespace, "policy", name) + "  " + fields + "\n");
        soon("it is served")
                .until(() -> lab.policy(namespace, "policy").getStatus() != null
                        && lab.policy(namespace, "policy").getStatus().policy() != null);
        return domain;
    }

    private static void withdrawGrant(String namespace) {
        lab.kubectl("annotate", "namespace", namespace, "mtasts.io/domains-");
        lab.await(namespace, "policy", Accepted, FALSE, "DomainNotGranted");
    }

    private static void annotate(String namespace, String annotation) {
        lab.kubectl("annotate", "mdp/policy", "-n", namespace, annotation);
    }

    private static ServedPolicy policy(String namespace) {
        return Objects.requireNonNull(
                Objects.requireNonNull(lab.policy(namespace, "policy").getStatus())
                        .policy());
    }

    private static String id(String namespace) {
        return Objects.requireNonNull(policy(namespace).id());
    }

    private static PolicyMode mode(String namespace) {
        return policy(namespace).mode();
    }

    private static List<String> texts(String namespace) {
        return lab.client().resources(DNSEndpoint.class).inNamespace(namespace).list().getItems().stream()
                .flatMap(object -> object.getSpec().endpoints().stream())
                .map(Endpoint::targets)
                .flatMap(List::stream)
                .toList();
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(22)).pollInterval(Duration.ofMillis(100));
    }
}
