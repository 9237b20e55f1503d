package io.mtasts.operator.chart;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.mtasts.operator.OperatorLab;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hostile tenant who would have all the certificates that may be asked for: hers never come about, and block nobody. */
class CrowdedLineTest {
    private static TwoTenants cluster;

    @BeforeAll
    static void start() {
        cluster = new TwoTenants(4);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void sheGetsHalfAndNoMore() {
        var lab = cluster.lab();
        lab.cluster().certManager().pause();
        IntStream.range(0, 8)
                .forEach(n ->
                        cluster.malloryApplies(OperatorLab.manifest("evil", "p" + n, "p%d.evil.example".formatted(n))
                                + "  certificate: {requestBeforeDNS: true}\n"));

        Awaitility.await("hers wait, but for two")
                .atMost(Duration.ofSeconds(30))
                .until(() -> queued().size() == 6);
        Awaitility.await("two are asked for").until(() -> certificates("evil").size() == 2);
        assertThat(lab.condition("evil", queued().getLast(), CertificateReady)
                        .orElseThrow()
                        .message())
                .contains(
                        "at most 2 certificates of one namespace may be pending at a time (half of"
                                + " --certificates-max-pending)",
                        "of this namespace");

        queued().forEach(CrowdedLineTest::forgeCertificate);
        lab.domain("second.victim.example");
        lab.apply(OperatorLab.manifest("victim", "second", "second.victim.example"));

        lab.await("victim", "second", CertificateReady, FALSE, "Issuing");
        Awaitility.await("the victim's certificate is asked for")
                .atMost(Duration.ofSeconds(10))
                .until(() -> certificates("victim").contains("mta-sts-second"));
    }

    /** Makes what the operator would have made, with all that shows whose child it is. */
    private static void forgeCertificate(String policy) {
        cluster.malloryApplies("""
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata:
              name: mta-sts-%1$s
              namespace: evil
              labels: {app.kubernetes.io/managed-by: mta-sts-operator}
              ownerReferences:
                - {apiVersion: mtasts.io/v1alpha1, kind: MailDomainPolicy, name: %1$s, uid: %2$s, controller: true}
            spec: {secretName: x, dnsNames: [mta-sts.%1$s.evil.example], issuerRef: {name: none, kind: ClusterIssuer}}
            """.formatted(
                policy, cluster.lab().policy("evil", policy).getMetadata().getUid()));
    }

    private static List<String> queued() {
        return IntStream.range(0, 8)
                .mapToObj("p%d"::formatted)
                .filter(name -> cluster.lab()
                        .condition("evil", name, CertificateReady)
                        .filter(condition -> condition.reason().equals("CertificateQueued"))
                        .isPresent())
                .toList();
    }

    private static List<String> certificates(String namespace) {
        return cluster.lab().client().resources(Certificate.class).inNamespace(namespace).list().getItems().stream()
                .map(certificate -> certificate.getMetadata().getName())
                .toList();
    }
}
