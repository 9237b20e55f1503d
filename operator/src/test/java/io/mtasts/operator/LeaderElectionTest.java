package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.mtasts.operator.leader.Leadership;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators, each a process of its own, and one lease. */
class LeaderElectionTest {
    @TempDir
    private Path directory;

    private static OperatorLab lab;
    private OperatorProcess first;
    private OperatorProcess second;

    @BeforeAll
    static void startLab() {
        lab = OperatorLab.withCertManager();
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @BeforeEach
    void start() {
        lab.client()
                .resources(Lease.class)
                .inNamespace("default")
                .withName(Leadership.LEASE)
                .delete();
        first = OperatorProcess.start(lab, directory, "first");
        await(30).until(() -> first.acts());
        second = OperatorProcess.start(lab, directory, "second");
        await(30).until(() -> second.ready());
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void oneActsAndTheOtherTakesOverAtOnceWhenItIsStopped() {
        lab.readyDomain("mail", "example.com");
        assertThat(first.deeds()).isPositive();
        assertThat(second.acts()).isFalse();
        assertThat(second.deeds()).isZero();
        assertThat(second.log()).contains("Standby: the-same_");

        long told = System.nanoTime();
        assertThat(first.stop(Duration.ofSeconds(5))).isTrue();
        report("ended after SIGTERM", told);
        assertThat(first.exitCode()).isEqualTo(143);
        assertThat(first.log()).contains("Released the lease mta-sts-operator");
        await(5).until(() -> second.acts());
        report("taken over after SIGTERM", told);

        await(10).until(() -> second.deeds() > 0);
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void theOtherTakesOverWhenItIsKilled() {
        long killed = System.nanoTime();
        first.kill();

        await(20).until(() -> second.acts());
        report("taken over after SIGKILL", killed);
        assertThat(second.log()).contains("Leader from now on: holds the lease mta-sts-operator");
    }

    @Test
    void oneThatIsCutOffEndsBeforeTheOtherMayAct() throws Exception {
        long cut = System.nanoTime();
        lab.cluster().apiServer().down();

        first.ended().get(10, TimeUnit.SECONDS); // of the lease
        report("ended after it was cut off", cut);
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.log())
                .contains("Lost the lease mta-sts-operator: the API server has accepted no renewal for 7 seconds");
        assertThat(second.ended()).isNotDone();

        lab.cluster().apiServer().up();
        await(90).until(() -> second.acts()); // the API server has to start first
    }

    @Test
    void oneWhoseLeaseIsTakenEnds() throws Exception {
        lab.client()
                .resources(Lease.class)
                .inNamespace("default")
                .withName(Leadership.LEASE)
                .edit(lease -> {
                    lease.getSpec().setHolderIdentity("somebody else");
                    return lease;
                });

        first.ended().get(10, TimeUnit.SECONDS);
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.log()).contains("Lost the lease mta-sts-operator: somebody else holds it now");
    }

    private static void report(String what, long since) {
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - since) / 1e9);
    }

    private static ConditionFactory await(int seconds) {
        return Awaitility.await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(100));
    }
}
