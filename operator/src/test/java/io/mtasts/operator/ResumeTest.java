package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The operator, or the API server, may stop at any step: what comes after goes on from there to the same end. */
class ResumeTest {
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
    void theOperatorStopsAfterEachStep() {
        lab.namespace("steps");
        var domain = lab.domain("steps.example");
        lab.apply(OperatorLab.manifest("steps", "policy", "steps.example"));

        restartOnce("the policy stands in the status", status -> status.policy() != null);
        var id = lab.policy("steps", "policy").getStatus().policy().id();
        restartOnce(
                "the server has been made",
                _ -> lab.kubectl("get", "pserver", "-n", "steps").contains("default"));
        restartOnce(
                "the certificate has been requested",
                _ -> lab.kubectl("get", "certificates", "-n", "steps").contains("mta-sts-policy"));
        restartOnce(
                "the record is shown",
                status -> status.records().stream()
                        .anyMatch(record -> record.name().startsWith("_mta-sts.") && record.value() != null));
        lab.publish("steps", "policy", domain);
        lab.await("steps", "policy", Ready, TRUE, "AllGood");

        assertThat(lab.policy("steps", "policy").getStatus().policy().id()).isEqualTo(id);
        assertThat(lab.shownRecord("steps", "policy")).contains("v=STSv1; id=%s;".formatted(id));
    }

    @Test
    void theApiServerIsRestarted() {
        lab.namespace("outage");
        var domain = lab.domain("outage.example");
        lab.apply(OperatorLab.manifest("outage", "policy", "outage.example"));

        lab.cluster().apiServer().restart();

        lab.publish("outage", "policy", domain);
        lab.await("outage", "policy", Ready, TRUE, "AllGood");
    }

    private static void restartOnce(String step, Predicate<MailDomainPolicyStatus> reached) {
        Awaitility.await(step)
                .until(() -> Optional.ofNullable(lab.policy("steps", "policy").getStatus())
                        .filter(reached)
                        .isPresent());
        lab.stopOperator();
        lab.startOperator();
    }
}
