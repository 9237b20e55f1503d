package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A list that gets shorter stops new steps, and alters nothing that is served. */
class AllowListTest {
    private static final String ENTRY_POINTS = "traefik.ingress.kubernetes.io/router.entrypoints";
    private static final String PRIORITY = "traefik.ingress.kubernetes.io/router.priority";

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void annotationsAndIssuersThatAreWithdrawn() {
        lab.cluster().certManager().createClusterIssuer("internal");
        var internal = new IssuerRef("internal", "ClusterIssuer", null);
        var usual = lab.settings(Duration.ofSeconds(1));
        lab.startOperator(SettingsOf.like(usual).allowedIssuers(internal).build(), Clock.systemUTC());
        lab.namespace("mail");
        server("{%s: websecure, %s: \"5\"}".formatted(ENTRY_POINTS, PRIORITY));
        policy("early", "early.example", "certificate: {issuerRef: {name: internal, kind: ClusterIssuer}}");
        lab.await("mail", "early", CertificateReady, TRUE, "AllGood");
        var served = ingress("early");
        var certificate = certificateVersion("early");
        assertThat(served.getMetadata().getAnnotations()).containsOnlyKeys(ENTRY_POINTS, PRIORITY);

        lab.stopOperator();
        var other = new IssuerRef("other", "ClusterIssuer", null);
        lab.startOperator(
                SettingsOf.like(usual)
                        .allowedIssuers(other)
                        .allowedAnnotations(PRIORITY)
                        .build(),
                Clock.systemUTC());

        assertThat(lab.await("mail", "early", Accepted, FALSE, "IssuerNotAllowed")
                        .message())
                .isEqualTo(
                        "ClusterIssuer internal is not on the operator's list of allowed issuers. Name another one in"
                                + " spec.certificate.issuerRef, or have the list extended (--allowed-issuers).");
        policy("late", "late.example", "");
        lab.await("mail", "late", CertificateReady, TRUE, "AllGood");
        assertThat(ingress("late").getMetadata().getAnnotations()).containsOnlyKeys(PRIORITY);
        assertThat(ingress("early").getMetadata().getResourceVersion())
                .isEqualTo(served.getMetadata().getResourceVersion());
        assertThat(certificateVersion("early")).isEqualTo(certificate);

        // Accepted again, it gets what is allowed now, and of the rest keeps what it has.
        lab.patch("mail", "early", "{\"spec\":{\"certificate\":null}}");
        server("{%s: web, %s: \"7\"}".formatted(ENTRY_POINTS, PRIORITY));
        Awaitility.await("the allowed annotation follows")
                .untilAsserted(() -> assertThat(ingress("early").getMetadata().getAnnotations())
                        .isEqualTo(Map.of(ENTRY_POINTS, "websecure", PRIORITY, "7")));
        Awaitility.await("the server says what it may not have")
                .until(() -> lab
                        .client()
                        .resources(PolicyServer.class)
                        .inNamespace("mail")
                        .withName("default")
                        .get()
                        .getStatus()
                        .conditions()
                        .stream()
                        .anyMatch(condition -> condition.reason().equals("AnnotationNotAllowed")
                                && condition.message().contains(ENTRY_POINTS)));

        server("{%s: \"7\"}".formatted(PRIORITY));
        Awaitility.await("what the server wants no more goes")
                .untilAsserted(() -> assertThat(ingress("early").getMetadata().getAnnotations())
                        .containsOnlyKeys(PRIORITY));
    }

    private static void server(String annotations) {
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: mail}
            spec: {exposure: {ingress: {annotations: %s}}}
            """.formatted(annotations));
    }

    private static void policy(String name, String domain, String field) {
        lab.domain(domain);
        lab.apply(OperatorLab.manifest("mail", name, domain) + "  " + field + "\n");
    }

    private static Ingress ingress(String policy) {
        return lab.client()
                .resources(Ingress.class)
                .inNamespace("mail")
                .withName("mta-sts-" + policy)
                .get();
    }

    private static String certificateVersion(String policy) {
        return lab.kubectl(
                "get", "certificate", "mta-sts-" + policy, "-n", "mail", "-o", "jsonpath={.metadata.generation}");
    }
}
