package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.PolicyServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When a PolicyServer that nobody wrote comes and goes, and what becomes of one whose Namespace is being deleted. */
class ServerLifeTest {
    private static final Pattern REFUSED = Pattern.compile(
            "^apiserver_request_total\\{code=\"403\".*resource=\"services\".*verb=\"(?:APPLY|PATCH)\".*} (\\S+)$",
            Pattern.MULTILINE);

    private static final HandClock CLOCK = new HandClock();
    private static final AtomicInteger TOUCHES = new AtomicInteger();

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager().startOperator(CLOCK);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void oneThatIsUnusedForTenMinutesGoesWhereNobodyWroteIt() {
        lab.readyDomain("mail", "example.com");
        lab.apply("{apiVersion: mtasts.io/v1alpha1, kind: PolicyServer, metadata: {name: written, namespace: mail}}");
        lab.kubectl("delete", "mdp", "policy", "-n", "mail", "--wait=false");
        unused();

        CLOCK.forward(Duration.ofMinutes(9));
        touch("mail");
        lab.apply(OperatorLab.manifest("mail", "policy", "example.com"));
        lab.await("mail", "policy", Accepted, TRUE, "AllGood");
        soon("it is used again").until(() -> server("default").getStatus().domains() == 1);
        lab.kubectl("delete", "mdp", "policy", "-n", "mail", "--wait=false");
        unused();
        CLOCK.forward(Duration.ofMinutes(9));
        touch("mail");
        Awaitility.await("it is kept for ten minutes from when it was used last")
                .during(Duration.ofSeconds(3))
                .until(() -> server("default") != null);

        CLOCK.forward(Duration.ofMinutes(2));
        touch("mail");
        soon("it goes").until(() -> server("default") == null);
        soon("its children go with it")
                .until(() -> !lab.kubectl("get", "deployments,services,configMaps", "-n", "mail", "-o", "name")
                        .contains("mta-sts-default"));
        assertThat(server("written")).as("what somebody wrote").isNotNull();
    }

    /** A name that is none leaves a policy where it is served. */
    @Test
    void oneThatServesWhatNamesAnotherStaysUntilThatIsThere() {
        lab.readyDomain("typo", "typo.example");
        lab.patch("typo", "policy", "{\"spec\":{\"server\":\"other\"}}");
        lab.await("typo", "policy", Accepted, FALSE, "ServerNotFound");
        soon("nobody names it")
                .until(() -> server("typo", "default").getStatus().domains() == 0);

        CLOCK.forward(Duration.ofMinutes(11));
        touch("typo");
        Awaitility.await("it is not taken for unused")
                .during(Duration.ofSeconds(3))
                .until(() -> !server("typo", "default").isMarkedForDeletion());
        lab.kubectl("delete", "pserver", "default", "-n", "typo", "--wait=false");
        Awaitility.await("it serves on").during(Duration.ofSeconds(3)).until(() -> server("typo", "default") != null);

        lab.apply("{apiVersion: mtasts.io/v1alpha1, kind: PolicyServer, metadata: {name: other, namespace: typo}}");
        lab.await("typo", "policy", Ready, TRUE, "AllGood");
        soon("it goes").until(() -> server("typo", "default") == null);
        lab.await("typo", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void nothingIsTriedAgainInANamespaceThatIsBeingDeleted() {
        lab.readyDomain("ending", "ending.example");
        lab.cluster().controllers().holdNamespaces(true);
        lab.kubectl("delete", "namespace", "ending", "--wait=false");
        soon("it is being deleted")
                .until(() -> lab.kubectl("get", "namespace", "ending").contains("Terminating"));

        lab.kubectl("delete", "service", "mta-sts-default", "-n", "ending");
        soon("the server has tried to put that right").until(() -> refused() > 0);
        double refused = refused();
        Awaitility.await("it does not try again").during(Duration.ofSeconds(4)).until(() -> refused() <= refused + 1);

        lab.cluster().controllers().holdNamespaces(false);
        soon("the namespace is gone")
                .until(() -> lab.client().namespaces().withName("ending").get() == null);
    }

    private static void unused() {
        soon("the policy is gone").until(() -> lab.policy("mail", "policy") == null);
        soon("it is unused").until(() -> server("default").getStatus().domains() == 0);
    }

    /** A reconcile would come by itself when the time is up, by the system's clock. */
    private static void touch(String namespace) {
        lab.kubectl(
                "annotate",
                "pserver",
                "default",
                "-n",
                namespace,
                "--overwrite",
                "touched=" + TOUCHES.incrementAndGet());
    }

    private static PolicyServer server(String name) {
        return server("mail", name);
    }

    private static PolicyServer server(String namespace, String name) {
        return lab.client()
                .resources(PolicyServer.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private static double refused() {
        return REFUSED.matcher(lab.kubectl("get", "--raw", "/metrics"))
                .results()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
    }
}
