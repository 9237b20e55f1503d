package io.mtasts.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.CertificateBuilder;
import io.fabric8.certmanager.api.model.v1.CertificateCondition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusAddress;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.lab.World;
import io.mtasts.lab.ca.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-ins together, asked over HTTPS as the public and over HTTP as somebody in the cluster. */
class LabClusterTest {
    private static final String HOST = "mta-sts.example.com";
    private static final String POLICY = "version: STSv1\r\nmode: testing\r\nmx: mx.example.com\r\nmax_age: 86400\r\n";

    private static LabCluster cluster;
    private static World world;

    private String namespace;

    @BeforeAll
    static void start() {
        world = World.start();
        cluster = LabCluster.start(world);
        Crds.CERT_MANAGER.install(cluster.client());
        cluster.certManager().createClusterIssuer("lab");
    }

    @AfterAll
    static void stop() {
        cluster.close();
        world.close();
    }

    @BeforeEach
    void applyByHand() {
        var created = new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName("mail-")
                .endMetadata()
                .build();
        namespace = cluster.client().resource(created).create().getMetadata().getName();
        var run = kubectlApply("policy-server.yaml");
        assertThat(run.exitCode()).as(run.stderr()).isZero();
    }

    private Kubectl.Run kubectlApply(String resource) {
        try (var yaml = getClass().getResourceAsStream(resource)) {
            return cluster.apiServer()
                    .kubectl()
                    .runWithInput(
                            new String(Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8),
                            "apply",
                            "-n",
                            namespace,
                            "-f",
                            "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void mend() {
        cluster.front().mend(HOST);
        cluster.kubelet().mend();
        cluster.client().namespaces().withName(namespace).delete();
        await().until(() -> cluster.client().namespaces().withName(namespace).get() == null);
    }

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
    void podsThatAreNotReadyAreNotAsked() {
        awaitServed();
        cluster.controllers().limitReady(namespace, "policy", 0);
        await().untilAsserted(() -> assertThat(fetch().status()).startsWith("HTTP/1.1 503"));
        await().untilAsserted(() ->
                assertThat(deployment().getStatus().getReadyReplicas()).isNull());
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
    void whatLosesItsOwnerIsRemoved() {
        var owner = client().resource(configMap("owner", "a", "b")).create();
        var owned = configMap("owned", "a", "b");
        owned.getMetadata()
                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("owner")
                        .withUid(owner.getMetadata().getUid())
                        .build()));
        client().resource(owned).create();
        await().during(Duration.ofMillis(300))
                .until(() -> client().resource(owned).get() != null);
        client().resource(owner).delete();
        await().untilAsserted(() -> assertThat(client().resource(owned).get()).isNull());
    }

    @Test
    void aNamespaceGoesOnceItsContentsHaveLetGo() {
        var held = configMap("held", "a", "b");
        held.getMetadata().setFinalizers(List.of("mtasts.io/retire"));
        client().resource(held).create();
        client().namespaces().withName(namespace).delete();
        await().untilAsserted(() -> assertThat(deployment()).isNull());
        assertThat(client().namespaces().withName(namespace).get()).isNotNull();
        client().resource(held)
                .edit(current -> new ConfigMapBuilder(current)
                        .editMetadata()
                        .withFinalizers(List.of())
                        .endMetadata()
                        .build());
        await().untilAsserted(() ->
                assertThat(client().namespaces().withName(namespace).get()).isNull());
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
        await().untilAsserted(() -> assertThat(client().resources(Gateway.class)
                        .inNamespace(namespace)
                        .withName("public")
                        .get()
                        .getStatus()
                        .getAddresses())
                .extracting(GatewayStatusAddress::getValue)
                .containsExactly(cluster.frontAddress()));
    }

    @Test
    void clusterRolesAreAddedUp() {
        var addition = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName("lab-edit")
                .addToLabels("rbac.authorization.k8s.io/aggregate-to-edit", "true")
                .endMetadata()
                .addNewRule()
                .withApiGroups("mtasts.io")
                .withResources("maildomainpolicies")
                .withVerbs("*")
                .endRule()
                .build();
        client().resource(addition).create();
        await().untilAsserted(() -> assertThat(
                        client().rbac().clusterRoles().withName("edit").get().getRules())
                .containsAll(addition.getRules()));
    }

    private static KubernetesClient client() {
        return cluster.client();
    }

    private Deployment deployment() {
        return client().apps()
                .deployments()
                .inNamespace(namespace)
                .withName("policy")
                .get();
    }

    private CertificateCondition condition(String certificate, String type) {
        return client()
                .resources(Certificate.class)
                .inNamespace(namespace)
                .withName(certificate)
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private ConfigMap configMap(String name, String key, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData(key, value)
                .build();
    }

    private void awaitServed() {
        await().untilAsserted(() -> assertThat(fetch().body()).isEqualTo(POLICY));
        await().untilAsserted(() -> assertThat(
                        fetch().certificate().getIssuerX500Principal().getName())
                .isEqualTo("CN=Lab Intermediate"));
    }

    private String pod(int index) {
        return cluster.pods().of(namespace, "policy").get(index).address();
    }

    /** Status and body of what a pod says about a host, asked as the operator does: by its address, led to loopback. */
    private String askPod(int index, String host) {
        var prefix = pod(index) + ":8080=127.0.0.1:";
        int port = cluster.connectTo().stream()
                .filter(mapping -> mapping.startsWith(prefix))
                .map(mapping -> Integer.parseInt(mapping.substring(prefix.length())))
                .findFirst()
                .orElseThrow();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var answer = Answered.to(socket, host);
            return answer.status().split(" ", 3)[1] + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answered fetch() {
        return fetch(HOST);
    }

    private static Answered fetch(String host) {
        var everybody = CertificateTaker.context();
        try (var socket =
                (SSLSocket) everybody.getSocketFactory().createSocket(cluster.frontAddress(), world.httpsPort())) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
            var answer = Answered.to(socket, host);
            return new Answered(answer.head(), answer.body(), Optional.of((X509Certificate)
                    socket.getSession().getPeerCertificates()[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back for the well-known path. */
    private record Answered(String head, String body, Optional<X509Certificate> shown) {
        static Answered to(Socket socket, String host) throws IOException {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n")
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = all.indexOf("\r\n\r\n");
            return new Answered(all.substring(0, end), all.substring(end + 4), Optional.empty());
        }

        String status() {
            return head.lines().findFirst().orElseThrow();
        }

        X509Certificate certificate() {
            return shown.orElseThrow();
        }
    }
}
