package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.mtasts.lab.web.Answer;
import io.mtasts.lab.web.Request;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A policy that names another server is answered all the time: its host follows when every pod there has it. */
class ServerMoveTest {
    private static final Duration OFTEN = Duration.ofMillis(20);

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
    void theOldServerServesUntilTheNewOneDoes() {
        lab.readyDomain("moves", "moves.example");
        lab.cluster().controllers().limitReady("moves", "mta-sts-second", 0);
        lab.apply("{apiVersion: mtasts.io/v1alpha1, kind: PolicyServer, metadata: {name: second, namespace: moves}}");
        soon("the new server has its Service")
                .until(() -> lab.kubectl("get", "services", "-n", "moves").contains("mta-sts-second"));

        var unanswered = new ConcurrentLinkedQueue<String>();
        try (var asking = Executors.newSingleThreadScheduledExecutor()) {
            var _ = asking.scheduleWithFixedDelay(() -> ask(unanswered), 0, OFTEN.toMillis(), TimeUnit.MILLISECONDS);
            lab.patch("moves", "policy", "{\"spec\":{\"server\":\"second\"}}");
            lab.await("moves", "policy", PolicyServed, UNKNOWN, "PodsNotReady");
            Awaitility.await("the host stays where it is")
                    .during(Duration.ofSeconds(3))
                    .until(() -> backend().equals("mta-sts-default") && holds("mta-sts-default"));

            lab.cluster().controllers().limitReady("moves", "mta-sts-second", 2);
            soon("the host follows").until(() -> backend().equals("mta-sts-second"));
            soon("the old server lets go").until(() -> !holds("mta-sts-default"));
            assertThat(lab.await("moves", "policy", PolicyServed, TRUE, "AllGood")
                            .observedGeneration())
                    .isEqualTo(2);
            lab.await("moves", "policy", Ready, TRUE, "AllGood");
        }
        assertThat(unanswered).isEmpty();
    }

    private static void ask(Queue<String> unanswered) {
        var host = "mta-sts.moves.example";
        var front = InetAddress.ofLiteral(lab.cluster().frontAddress());
        var answer = lab.cluster()
                .front()
                .at(host, front)
                .answers()
                .apply(new Request(host, "GET", "/.well-known/mta-sts.txt", Map.of("host", host), front));
        if (!(answer instanceof Answer.Response response) || response.status() != 200) {
            unanswered.add(answer.toString());
        }
    }

    private static String backend() {
        return lab.kubectl(
                "get",
                "ingress",
                "mta-sts-policy",
                "-n",
                "moves",
                "-o",
                "jsonpath={.spec.rules[0].http.paths[0].backend.service.name}");
    }

    private static boolean holds(String server) {
        return lab.client().configMaps().inNamespace("moves").list().getItems().stream()
                .filter(shard -> shard.getMetadata().getName().startsWith(server + "-policies"))
                .map(ConfigMap::getData)
                .anyMatch(data -> Objects.requireNonNullElse(data, Map.of()).containsKey("mta-sts.moves.example"));
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
