package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.operator.AtHealthPort.Answered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kubelet is told, as the rights and the caches of an operator come, go and come back. */
class ProbedTest {
    private static final String ACCOUNT = "operator";
    private static final String WATCH = "get,list,watch,create,patch";

    private OperatorLab lab;

    @BeforeEach
    void start() {
        lab = OperatorLab.withCertManager();
        lab.namespace("system");
        allow(
                "most",
                "*",
                "*.mtasts.io,*.apps,*.policy,*.discovery.k8s.io,*.gateway.networking.k8s.io,networkpolicies.networking.k8s.io");
        allow("core", "*", "configmaps,services,serviceaccounts,events");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void unreadyFromTheVeryStartUntilTheCachesAreFilled() throws Exception {
        int port = freePort();
        var describe = new CountDownLatch(1);
        try (var asked = new AtHealthPort(port);
                var thread = Executors.newSingleThreadExecutor()) {
            var starting = thread.submit(() -> Operator.start(
                    lab.settings(port, true),
                    () -> {
                        awaited(describe);
                        return lab.cluster().apiServer().config();
                    },
                    Clock.systemUTC()));
            await().untilAsserted(() -> assertThat(asked.get("/readyz"))
                    .isEqualTo(new Answered(503, "not ready\n- starting: the caches are not filled yet\n")));
            assertThat(asked.get("/livez")).isEqualTo(new Answered(200, "live\n"));
            assertThat(asked.get("/metrics").status()).isEqualTo(200);

            describe.countDown();
            try (var _ = starting.get()) {
                assertThat(asked.get("/readyz")).isEqualTo(new Answered(200, "ready\n"));
                assertThat(asked.get("/livez")).isEqualTo(new Answered(200, "live\n"));
            }
            assertThat(asked.get("/livez").status()).isZero();
        }
    }

    @Test
    void aRightThatIsTakenAwayIsNamedUntilItIsGivenBack() {
        allow("ingresses", WATCH, "ingresses.networking.k8s.io");
        allow("cert-manager", WATCH, "*.cert-manager.io");
        startAsAccount();
        lab.readyDomain("mail", "example.com");

        try (var asked = AtHealthPort.of(lab.operator())) {
            lab.kubectl("delete", "clusterrolebinding", "ingresses");
            lab.cluster().apiServer().restart(); // which ends every watch

            await().untilAsserted(() -> assertThat(asked.get("/readyz"))
                    .isEqualTo(new Answered(503, "not ready\n- not allowed to watch ingresses.networking.k8s.io\n")));
            assertThat(asked.get("/livez"))
                    .isEqualTo(new Answered(200, "live\n- not allowed to watch ingresses.networking.k8s.io\n"));

            bind("ingresses");
            await().untilAsserted(() -> assertThat(asked.get("/readyz")).isEqualTo(new Answered(200, "ready\n")));
            lab.kubectl(
                    "patch",
                    "ingress",
                    "mta-sts-policy",
                    "-n",
                    "mail",
                    "--type=json",
                    "-p",
                    "[{\"op\": \"remove\", \"path\": \"/spec/tls\"}]");
            await().untilAsserted(() -> assertThat(lab.kubectl("get", "ingress", "-n", "mail", "-o", "yaml"))
                    .contains("secretName: mta-sts-policy-tls"));
        }
    }

    @Test
    void aKindThatComesWithoutTheRightsIsNamedAndTakenUpWithThem() {
        allow("ingresses", WATCH, "ingresses.networking.k8s.io");
        startAsAccount();
        lab.namespace("mail");
        lab.domain("example.com");
        lab.apply(OperatorLab.manifest("mail", "policy", "example.com"));

        try (var asked = AtHealthPort.of(lab.operator())) {
            await().untilAsserted(() -> assertThat(asked.get("/readyz").body())
                    .startsWith("not ready\n")
                    .contains("- not allowed to list certificates.cert-manager.io\n"));
            assertThat(asked.get("/livez").status()).isEqualTo(200);

            allow("cert-manager", WATCH, "*.cert-manager.io");
            await().untilAsserted(() -> assertThat(asked.get("/readyz")).isEqualTo(new Answered(200, "ready\n")));
            lab.await("mail", "policy", CertificateReady, TRUE, "AllGood");
        }
    }

    private void startAsAccount() {
        lab.startOperatorAs("system", ACCOUNT, lab.settings(0, true));
    }

    private void allow(String name, String verbs, String resources) {
        lab.kubectl("create", "clusterrole", name, "--verb=" + verbs, "--resource=" + resources);
        bind(name);
    }

    private void bind(String name) {
        lab.kubectl(
                "create", "clusterrolebinding", name, "--clusterrole=" + name, "--serviceaccount=system:" + ACCOUNT);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(75)).pollInterval(Duration.ofMillis(200));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
