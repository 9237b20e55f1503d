package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RolloutComplete;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.lab.Domain;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator that is killed at any moment, without a last word, while a policy changes: nothing unsafe is seen meanwhile, and it ends where it
 * would have ended. {@code -Dkills=50} for more of it, {@code -Dkills.seed} for the same again.
 */
class KilledAtRandomTest {
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());
    private static final int LONGEST_LIFE_MILLIS = 9_000;

    private static final List<String> CHANGES = List.of(
            "{\"spec\":{\"mode\":\"testing\"}}",
            "{\"spec\":{\"mode\":\"enforce\"}}",
            "{\"spec\":{\"maxAgeSeconds\":86400}}",
            "{\"spec\":{\"maxAgeSeconds\":172800}}",
            "{\"spec\":{\"mx\":[\"mx1.killed.test\"]}}",
            "{\"spec\":{\"mx\":[\"mx1.killed.test\",\"mx2.killed.test\"]}}");

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
    void nothingUnsafeIsSeen(@TempDir Path directory) throws InterruptedException {
        var random = new Random(SEED);
        lab.namespace("kills");
        var domain = lab.domain("killed.test");
        lab.apply(OperatorLab.manifest("kills", "policy", "killed.test"));

        try (var guard = SafetyGuard.over(lab, "kills", "policy")) {
            for (int life = 0; life < KILLS; life++) {
                try (var operator = OperatorProcess.start(lab, directory, "operator-" + life)) {
                    live(random, domain);
                    operator.kill();
                }
            }
            try (var _ = OperatorProcess.start(lab, directory, "operator-last")) {
                endsWhereItWouldHave(domain);
            }
            assertThat(guard.unsafe()).as("seed %d", SEED).isEmpty();
            assertThat(guard.looks()).isPositive();
        }
    }

    /** Some of its life one edits, some of it one publishes what is shown. */
    private static void live(Random random, Domain domain) throws InterruptedException {
        long life = random.nextInt(LONGEST_LIFE_MILLIS);
        TimeUnit.MILLISECONDS.sleep(life / 2);
        if (random.nextBoolean()) {
            lab.patch("kills", "policy", CHANGES.get(random.nextInt(CHANGES.size())));
        }
        TimeUnit.MILLISECONDS.sleep(life - life / 2);
        lab.shownRecord("kills", "policy").filter(_ -> random.nextBoolean()).ifPresent(domain::record);
    }

    private static void endsWhereItWouldHave(Domain domain) {
        lab.patch(
                "kills",
                "policy",
                "{\"spec\":{\"mode\":\"enforce\",\"maxAgeSeconds\":604800,\"mx\":[\"mx1.killed.test\"]}}");
        lab.await("kills", "policy", RolloutComplete, TRUE, "Complete");
        lab.publish("kills", "policy", domain);
        lab.await("kills", "policy", Ready, TRUE, "AllGood");

        var policy = lab.policy("kills", "policy").getStatus().policy();
        assertThat(policy.body())
                .isEqualTo("version: STSv1\r\nmode: enforce\r\nmx: mx1.killed.test\r\nmax_age: 604800\r\n");
        assertThat(lab.client().configMaps().inNamespace("kills").list().getItems().stream()
                        .map(map -> map.getData().get("mta-sts.killed.test")))
                .contains(policy.body());
    }
}
