package io.mtasts.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.lab.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A cluster in its world with a web server for policies in a namespace of each test's own, and somebody who asks it. */
class LabClusterFixture {
    static final String HOST = "mta-sts.example.com";
    static final String POLICY = "version: STSv1\r\nmode: testing\r\nmx: mx.example.com\r\nmax_age: 86400\r\n";

    static LabCluster cluster;
    static World world;

    String namespace;

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

    @AfterEach
    void mend() {
        cluster.front().mend(HOST);
        cluster.kubelet().mend();
        cluster.client().namespaces().withName(namespace).delete();
        await().until(() -> cluster.client().namespaces().withName(namespace).get() == null);
    }

    static KubernetesClient client() {
        return cluster.client();
    }

    /** Longer than Awaitility's own ten seconds: a busy machine is no defect. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    Deployment deployment() {
        return client().apps()
                .deployments()
                .inNamespace(namespace)
                .withName("policy")
                .get();
    }

    ConfigMap configMap(String name, String key, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData(key, value)
                .build();
    }

    Invocation.Result kubectlApply(String resource) {
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

    void awaitServed() {
        await().untilAsserted(() -> assertThat(fetch().body()).isEqualTo(POLICY));
        await().untilAsserted(() -> assertThat(
                        fetch().certificate().getIssuerX500Principal().getName())
                .isEqualTo("CN=Lab Intermediate"));
    }

    String pod(int index) {
        return cluster.pods().of(namespace, "policy").get(index).address();
    }

    /** Status and body of what a pod says about a host, asked as the operator does: by its address, led to loopback. */
    String askPod(int index, String host) {
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

    static Answered fetch() {
        return fetch(HOST);
    }

    static Answered fetch(String host) {
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
    record Answered(String head, String body, Optional<X509Certificate> shown) {
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
