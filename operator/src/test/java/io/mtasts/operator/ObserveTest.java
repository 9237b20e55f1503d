package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RolloutComplete;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MailState;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Domains that others serve are looked at and reported, and nothing is made for them; a probe can be asked for. */
class ObserveTest {
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.bare().startOperator();
        lab.namespace("mail");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void whatSomebodyElseServes() {
        var domain = lab.world().domain("example.com").complete();
        lab.apply(manifest("example", "example.com", "mx1.example.com", "1s"));

        lab.await("mail", "example", Ready, TRUE, "AllGood");
        assertThat(lab.condition("mail", "example", CertificateReady)).isEmpty();
        assertThat(lab.condition("mail", "example", RolloutComplete)).isEmpty();
        assertThat(lab.policy("mail", "example").getStatus().mail()).isEqualTo(MailState.OK);
        assertThat(lab.kubectl("get", "pserver,ingresses,configMaps,deployments", "-n", "mail", "-o", "name"))
                .isEmpty();

        domain.mx(20, "mx2.example.com");
        var uncovered = lab.await("mail", "example", MXMatchesPolicy, FALSE, "MXNotCovered");
        assertThat(uncovered.message()).contains("mx2.example.com").doesNotContain("kubectl annotate");
        assertThat(lab.policy("mail", "example").getStatus().mail()).isEqualTo(MailState.REFUSED);

        lab.kubectl("delete", "mdp", "example", "-n", "mail", "--wait=false");
        Awaitility.await("it goes at once").until(() -> lab.policy("mail", "example") == null);
    }

    @Test
    void whatIsServedIsNotWhatWasExpected() {
        lab.world().domain("differs.example").complete();
        lab.apply(manifest("differs", "differs.example", "mx7.differs.example", "1s"));

        var differs = lab.await("mail", "differs", PolicyServed, FALSE, "PolicyDiffers");
        assertThat(differs.message()).contains("mx1.differs.example", "mx7.differs.example");
    }

    @Test
    void theAnnotationAsksForALookNow() {
        var domain = lab.world().domain("seldom.example").complete();
        lab.apply(manifest("seldom", "seldom.example", "mx1.seldom.example", "1h"));
        lab.await("mail", "seldom", Ready, TRUE, "AllGood");
        domain.zone().remove("_mta-sts.seldom.example", "TXT");

        lab.kubectl("annotate", "mdp", "seldom", "-n", "mail", "mtasts.io/check=now1");

        lab.await("mail", "seldom", Ready, FALSE, "RecordMissing");
        Awaitility.await("it is said to be done")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        "now1".equals(lab.policy("mail", "seldom").getStatus().lastHandledCheck()));
    }

    private static String manifest(String name, String domain, String mx, String interval) {
        return """
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: %s, namespace: mail}
            spec:
              domain: %s
              management: Observe
              mode: enforce
              mx: [%s]
              checks: {interval: %s}
            """.formatted(name, domain, mx, interval);
    }
}
