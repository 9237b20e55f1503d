package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.Stalled;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What passes the schema and cannot be acted on is said, with the remedy, and alters nothing that is served. */
class AcceptanceTest {
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager().startOperator();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void anIssuerThatIsNotThere() {
        lab.namespace("issuer");
        lab.domain("issuer.example");
        lab.apply(with("issuer", "issuer.example", "certificate: {issuerRef: {name: nope, kind: ClusterIssuer}}"));

        assertThat(refused("issuer", "policy", "IssuerNotFound").message())
                .startsWith("ClusterIssuer nope does not exist. Create it, or name another one in"
                        + " spec.certificate.issuerRef");
        assertThat(children("issuer")).isEmpty();

        lab.cluster().certManager().createClusterIssuer("nope");
        lab.await("issuer", "policy", Accepted, TRUE, "AllGood");
        assertThat(lab.condition("issuer", "policy", Stalled)).isEmpty();
    }

    @Test
    void aServerThatIsNotThere() {
        lab.namespace("server");
        lab.domain("server.example");
        lab.apply(with("server", "server.example", "server: nope"));

        assertThat(refused("server", "policy", "ServerNotFound").message())
                .isEqualTo("PolicyServer nope does not exist in this namespace. Create it, or remove spec.server to use"
                        + " the one called default.");
        assertThat(children("server")).isEmpty();

        lab.apply("{apiVersion: mtasts.io/v1alpha1, kind: PolicyServer, metadata: {name: nope, namespace: server}}");
        lab.await("server", "policy", Accepted, TRUE, "AllGood");
    }

    @Test
    void aDomainOfAnotherNamespace() {
        lab.readyDomain("first", "conflict.example");
        lab.namespace("second");
        lab.apply(OperatorLab.manifest("second", "policy", "conflict.example"));

        assertThat(refused("second", "policy", "DomainConflict").message())
                .isEqualTo(
                        "conflict.example belongs to a MailDomainPolicy in another namespace. Delete this one, or have"
                                + " that one hand it over without an interruption: kubectl annotate mdp/NAME -n"
                                + " ITS-NAMESPACE mtasts.io/hand-over-to=second/policy.");
        assertThat(children("second")).isEmpty();
        assertThat(lab.condition("first", "policy", Ready))
                .hasValueSatisfying(ready -> assertThat(ready.holds()).isTrue());
    }

    /** What was fetched from the owner is no proof of having served it, whoever came first. */
    @Test
    void aDomainThatWasObservedBeforeItHadAnOwner() {
        lab.namespace("observer");
        lab.apply(OperatorLab.manifest("observer", "policy", "watched.example")
                .replace("mode: enforce", "mode: enforce\n  management: Observe"));
        var domain = lab.readyDomain("watched", "watched.example");
        lab.await("observer", "policy", PolicyServed, TRUE, "AllGood");
        assertThat(lab.policy("observer", "policy").getStatus().policy()).isNotNull();

        lab.patch("observer", "policy", "{\"spec\":{\"management\":\"Managed\"}}");

        lab.await("observer", "policy", Accepted, FALSE, "DomainConflict");
        assertThat(lab.policy("observer", "policy").getStatus().policy()).isNull();
        assertThat(children("observer")).isEmpty();
        domain.mx(20, "mx2.watched.example");
        lab.await("watched", "policy", Ready, FALSE, "MXNotCovered");
        assertThat(lab.condition("watched", "policy", Accepted))
                .hasValueSatisfying(accepted -> assertThat(accepted.holds()).isTrue());
    }

    @Test
    void aNameThatSomebodyElseHasTaken() {
        lab.namespace("taken");
        lab.domain("taken.example");
        lab.apply("""
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: mta-sts-policy, namespace: taken}
            spec: {defaultBackend: {service: {name: mine, port: {number: 80}}}}
            """);
        var mine = ingress("taken");
        lab.apply(OperatorLab.manifest("taken", "policy", "taken.example"));

        assertThat(refused("taken", "policy", "NameTaken").message())
                .isEqualTo("Ingress/mta-sts-policy already exists and was not created for this resource, so it is left"
                        + " alone. Delete or rename it, or rename this MailDomainPolicy.");
        assertThat(ingress("taken").getSpec()).isEqualTo(mine.getSpec());
        assertThat(ingress("taken").getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void anAnnotationThatIsNotOnTheList() {
        lab.namespace("annotation");
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: annotation}
            spec:
              exposure:
                ingress:
                  annotations:
                    evil.example/snippet: "x"
                    traefik.ingress.kubernetes.io/router.tls: "true"
            """);

        var refused = Awaitility.await()
                .until(
                        () -> lab.client()
                                .resources(PolicyServer.class)
                                .inNamespace("annotation")
                                .withName("default")
                                .get()
                                .getStatus(),
                        status -> status != null && !status.conditions().isEmpty())
                .conditions();
        assertThat(refused).anySatisfy(condition -> {
            assertThat(condition.is(Accepted)).isTrue();
            assertThat(condition.reason()).isEqualTo("AnnotationNotAllowed");
            assertThat(condition.message())
                    .isEqualTo(
                            "spec.exposure.ingress.annotations: evil.example/snippet is not on the operator's list of"
                                    + " allowed annotations, so no Ingress gets it; one that already has it keeps it."
                                    + " Remove it, or have the list extended (--allowed-annotations).");
        });
        lab.domain("annotation.example");
        lab.apply(OperatorLab.manifest("annotation", "policy", "annotation.example"));
        Awaitility.await().until(() -> ingress("annotation") != null);
        assertThat(ingress("annotation").getMetadata().getAnnotations())
                .containsOnlyKeys("traefik.ingress.kubernetes.io/router.tls");
    }

    @Test
    void whatIsServedStaysWhenTheIssuerGoes() {
        lab.cluster().certManager().createClusterIssuer("fleeting");
        lab.namespace("served");
        var domain = lab.domain("served.example");
        lab.apply(with("served", "served.example", "certificate: {issuerRef: {name: fleeting, kind: ClusterIssuer}}"));
        lab.publish("served", "policy", domain);
        lab.await("served", "policy", Ready, TRUE, "AllGood");
        var before = lab.policy("served", "policy").getStatus();
        var ingress = ingress("served").getMetadata().getResourceVersion();

        lab.client().resources(ClusterIssuer.class).withName("fleeting").delete();
        refused("served", "policy", "IssuerNotFound");
        lab.patch("served", "policy", "{\"spec\":{\"mx\":[\"mx2.served.example\"]}}");
        Awaitility.await("the change has been looked at")
                .until(() -> lab.policy("served", "policy").getStatus().observedGeneration() == 2);

        var after = lab.policy("served", "policy").getStatus();
        assertThat(after.policy()).isEqualTo(before.policy());
        assertThat(after.records()).isEqualTo(before.records());
        assertThat(ingress("served").getMetadata().getResourceVersion()).isEqualTo(ingress);
        assertThat(lab.kubectl("get", "configMaps", "-n", "served", "-o", "yaml"))
                .contains("mta-sts.served.example", "mx: mx1.served.example")
                .doesNotContain("mx2.served.example");
        refused("served", "policy", "IssuerNotFound");
    }

    /** Ready is Accepted's when nothing was ever served, and Stalled says the same for kstatus. */
    private static Condition refused(String namespace, String name, String reason) {
        var accepted = lab.await(namespace, name, Accepted, FALSE, reason);
        assertThat(lab.condition(namespace, name, Stalled)).hasValueSatisfying(stalled -> {
            assertThat(stalled.holds()).isTrue();
            assertThat(stalled.reason()).isEqualTo(reason);
            assertThat(stalled.message()).isEqualTo(accepted.message());
        });
        lab.await(namespace, name, Ready, FALSE, reason);
        return accepted;
    }

    private static String with(String namespace, String domain, String field) {
        return OperatorLab.manifest(namespace, "policy", domain) + "  " + field + "\n";
    }

    private static Ingress ingress(String namespace) {
        return lab.client()
                .resources(Ingress.class)
                .inNamespace(namespace)
                .withName("mta-sts-policy")
                .get();
    }

    private static List<String> children(String namespace) {
        return lab.kubectl("get", "ingresses,certificates,configMaps,deployments", "-n", namespace, "-o", "name")
                .lines()
                .toList();
    }
}
