package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.api.v1alpha1.MailState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One MailDomainPolicy all the way: from nothing to Ready, and through the faults that are to be caught. */
class WholeWayTest {
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
    void fromNothingToReady() {
        lab.namespace("mail");
        var domain = lab.world().domain("example.com").mx(10, "mx1.example.com");
        lab.apply(OperatorLab.manifest("mail", "example-com", "example.com"));

        // The first word may be that the Ingress has no address yet.
        await().untilAsserted(() -> assertThat(
                        lab.await("mail", "example-com", CertificateReady, FALSE, "WaitingForDNS")
                                .message())
                .contains("mta-sts.example.com. A " + lab.cluster().frontAddress()));

        domain.zone().set("mta-sts.example.com", "A", lab.cluster().frontAddress());
        lab.await("mail", "example-com", CertificateReady, TRUE, "AllGood");
        var missing = lab.await("mail", "example-com", RecordPublished, FALSE, "RecordMissing");
        var record = lab.policy("mail", "example-com").getStatus().records().stream()
                .filter(one -> one.name().equals("_mta-sts.example.com"))
                .findFirst()
                .orElseThrow();
        assertThat(missing.message()).contains(record.value());

        domain.record(record.value());
        lab.await("mail", "example-com", Ready, TRUE, "AllGood");
        assertThat(lab.policy("mail", "example-com").getStatus().mail()).isEqualTo(MailState.OK);

        domain.mx(30, "mx3.example.com");
        var uncovered = lab.await("mail", "example-com", MXMatchesPolicy, FALSE, "MXNotCovered");
        assertThat(uncovered.message()).contains("kubectl annotate mdp/example-com -n mail mtasts.io/hold=testing");
        lab.await("mail", "example-com", Ready, FALSE, "MXNotCovered");
        assertThat(lab.policy("mail", "example-com").getStatus().mail()).isEqualTo(MailState.REFUSED);

        lab.client().resource(lab.policy("mail", "example-com")).delete();
        await().atMost(Duration.ofSeconds(20)).until(() -> lab.policy("mail", "example-com") == null);
        assertThat(lab.client().configMaps().inNamespace("mail").list().getItems().stream()
                        .flatMap(shard -> Optional.ofNullable(shard.getData()).orElse(Map.of()).keySet().stream()))
                .doesNotContain("mta-sts.example.com");
    }
}
