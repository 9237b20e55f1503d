package io.mtasts.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.CertificateBuilder;
import io.fabric8.certmanager.api.model.v1.CertificateCondition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusAddress;
import io.mtasts.lab.ca.Certificates;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The stand-ins together, asked over HTTPS as the public and over HTTP as somebody in the cluster. */
class LabClusterTest extends LabClusterFixture {
    @Test
    void whatWasAppliedIsServedInPublic() {
        await().untilAsserted(() -> assertThat(fetch().body()).isEqualTo(POLICY));
        assertThat(fetch().status()).isEqualTo("HTTP/1.1 200 Lab");
        assertThat(fetch().certificate().getIssuerX500Principal().getName()).isEqualTo("CN=Lab Intermediate");
        assertThat(client().network()
                        .v1()
                        .ingresses()
                        .inNamespace(namespace)
                        .withName("example-com")
                        .get()
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress())
                .singleElement()
                .satisfies(address -> assertThat(address.getIp()).isEqualTo(cluster.frontAddress()));
        assertThat(deployment().getStatus())
                .satisfies(status -> assertThat(status.getReadyReplicas()).isEqualTo(2))
                .satisfies(status -> assertThat(status.getObservedGeneration())
                        .isEqualTo(deployment().getMetadata().getGeneration()));
    }

    @Test
    void aHostThatNoIngressNamesIsNotFoundAndGetsTheDefaultCertificate() {
        var answer = fetch("mta-sts.elsewhere.example");
        assertThat(answer.status()).startsWith("HTTP/1.1 404");
        assertThat(answer.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=ingress.local");
    }

    @Test
    void anAdditionToAConfigMapIsServedWithoutNewPods() {
        awaitServed();
        var before = cluster.pods().of(namespace, "policy");
        client().resource(configMap("policies-1", "mta-sts.example.net", "new")).create();
        await().untilAsserted(() -> assertThat(askPod(0, "mta-sts.example.net")).isEqualTo("200 new"));
        assertThat(cluster.pods().of(namespace, "policy")).isEqualTo(before);
    }

    @Test
    void podsAnswerAtTheirMappedAddresses() {
        awaitServed();
        assertThat(askPod(0, HOST)).isEqualTo("200 " + POLICY);
        assertThat(askPod(1, "MTA-STS.example.com:8080")).isEqualTo("200 " + POLICY);
        assertThat(askPod(0, "mta-sts.elsewhere.example")).isEqualTo("404 ");
    }

    @Test
    void oneDelayedPodServesStaleBytes() {
        awaitServed();
        cluster.kubelet().delay(pod(1), Duration.ofHours(1));
        client().resource(configMap("policies-0", HOST, "changed")).update();
        await().untilAsserted(() -> assertThat(askPod(0, HOST)).isEqualTo("200 changed"));
        assertThat(askPod(1, HOST)).isEqualTo("200 " + POLICY);
        cluster.kubelet().mend();
        assertThat(askPod(1, HOST)).isEqualTo("200 changed");
    }

    @Test
    void faultsCanBeSwitchedOnAndOff() {
        awaitServed();
        cluster.front().fault(HOST, Fault.redirectTo("https://elsewhere.example/"));
        assertThat(fetch().status()).startsWith("HTTP/1.1 302");
        cluster.front().fault(HOST, Fault.body("other"));
        assertThat(fetch().body()).isEqualTo("other");
        cluster.front().fault(HOST, Fault.cachedFor(Duration.ofMinutes(1)));
        assertThat(fetch().head()).contains("Age: 60");
        cluster.front().fault(HOST, Fault.certificate(world.authority(), Certificates.expired()));
        assertThat(fetch().certificate().getNotAfter()).isBefore(Instant.now());
        cluster.front().mend(HOST);
        assertThat(fetch().body()).isEqualTo(POLICY);
    }

    @Test
    void anIssuanceCanFailAndBeMended() {
        awaitServed();
        var failing = new CertificateBuilder()
                .withNewMetadata()
                .withName("other")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withDnsNames("mta-sts.other.example")
                .withSecretName("other-tls")
                .withNewIssuerRef()
                .withKind("ClusterIssuer")
                .withName("lab")
                .endIssuerRef()
                .endSpec()
                .build();
        cluster.certManager().failFor("mta-sts.other.example", "the authority said no");
        client().resource(failing).create();
        await().untilAsserted(() -> assertThat(condition("other", "Issuing").getMessage())
                .endsWith("will be retried: the authority said no"));
        assertThat(condition("other", "Ready").getStatus()).isEqualTo("False");
        cluster.certManager().mend("mta-sts.other.example");
        await().untilAsserted(() ->
                assertThat(condition("other", "Ready").getStatus()).isEqualTo("True"));
        assertThat(client().secrets()
                        .inNamespace(namespace)
                        .withName("other-tls")
                        .get()
                        .getType())
                .isEqualTo("kubernetes.io/tls");
    }

    @Test
    void aCertificateIsReplacedByOneOfAnotherKind() {
        awaitServed();
        cluster.certManager().signFor(HOST, Certificates.expired());
        await().untilAsserted(
                        () -> assertThat(fetch().certificate().getNotAfter()).isBefore(Instant.now()));
        cluster.certManager().mend(HOST);
    }

    @Test
    void theStandInsOutlastARestartOfTheApiServer() {
        awaitServed();
        cluster.apiServer().restart();
        assertThat(fetch().body()).isEqualTo(POLICY);
        client().resource(configMap("policies-0", HOST, "after")).update();
        await().untilAsserted(() -> assertThat(fetch().body()).isEqualTo("after"));
    }

    @Test
    void anHttpRouteLeadsThereToo() {
        Crds.GATEWAY_API.install(client());
        var run = kubectlApply("gateway.yaml");
        assertThat(run.exitCode()).as(run.stderr()).isZero();
        await().untilAsserted(
                        () -> assertThat(fetch("mta-sts.example.net").body()).isEqualTo("by the gateway"));
        await().untilAsserted(() -> {
            var status = client().resources(Gateway.class)
                    .inNamespace(namespace)
                    .withName("public")
                    .get()
                    .getStatus();
            assertThat(status).isNotNull(); // it may be a moment behind the route
            assertThat(status.getAddresses())
                    .extracting(GatewayStatusAddress::getValue)
                    .containsExactly(cluster.frontAddress());
        });
    }

    /** Fails as an assertion while cert-manager has not come to it, so that whoever waits goes on waiting. */
    private CertificateCondition condition(String certificate, String type) {
        var status = client().resources(Certificate.class)
                .inNamespace(namespace)
                .withName(certificate)
                .get()
                .getStatus();
        assertThat(status).isNotNull();
        var found = status.getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
        assertThat(found).as(type).isPresent();
        return found.get();
    }
}
