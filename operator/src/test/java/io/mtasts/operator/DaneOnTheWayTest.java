package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.DANEValid;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RolloutComplete;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.operator.cli.Shell;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mail server whose key changes before its TLSA record does, as it happens to a domain that is looked after. */
class DaneOnTheWayTest {
    private static final String OTHER = "3 1 1 0000000000000000000000000000000000000000000000000000000000000000";
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
    void aRecordThatNoLongerFitsRefusesMail() {
        var domain = lab.readyDomain("mail", "example.com");
        assertThat(lab.condition("mail", "policy", DANEValid)).isEmpty();
        domain.tlsa(domain.pin(), OTHER);
        lab.await("mail", "policy", DANEValid, TRUE, "AllGood");

        domain.tlsa(OTHER);

        assertThat(lab.await("mail", "policy", DANEValid, FALSE, "TLSAMismatch").message())
                .contains("none of its TLSA records pins (3 1 1 0000000000000000...)")
                .contains("publish \"_25._tcp.mx1.example.com. TLSA " + domain.pin() + "\"");
        lab.await("mail", "policy", Ready, FALSE, "TLSAMismatch");
        var status = lab.policy("mail", "policy").getStatus();
        assertThat(status.mail()).isEqualTo(MailState.REFUSED);
        assertThat(status.mx().getFirst().dane()).isEqualTo(MxTlsState.INVALID);
        assertThat(new Shell()
                        .cluster(() -> lab.cluster().apiServer().newClient())
                        .run("status", "example.com", "-n", "mail")
                        .out())
                .contains("Mail is being refused: senders that support DANE do not deliver to mx1.example.com, whatever"
                        + " the")
                .contains("TLS valid, DANE refuses it");

        domain.tlsa(domain.pin(), OTHER);

        lab.await("mail", "policy", DANEValid, TRUE, "AllGood");
        assertThat(lab.policy("mail", "policy").getStatus().mail()).isEqualTo(MailState.OK);
        domain.zone().remove(domain.tlsaName(), "TLSA");
        Awaitility.await("the condition goes with the records")
                .atMost(Duration.ofSeconds(20))
                .until(() -> lab.condition("mail", "policy", DANEValid).isEmpty());
    }

    @Test
    void aSoakWaitsForIt() {
        lab.namespace("soaked");
        var domain = lab.domain("soaked.test");
        lab.apply(OperatorLab.manifest("soaked", "policy", "soaked.test")
                .replace("{strategy: Immediate}", "{soak: 168h}")
                .concat("  maxAgeSeconds: 86400\n"));
        lab.publish("soaked", "policy", domain);
        lab.await("soaked", "policy", Ready, TRUE, "Soaking");

        domain.tlsa(OTHER);

        assertThat(lab.await("soaked", "policy", RolloutComplete, FALSE, "SoakPaused")
                        .message())
                .contains("The soak is paused while DANEValid is False (TLSAMismatch)");

        domain.tlsa(domain.pin());

        lab.await("soaked", "policy", RolloutComplete, FALSE, "Soaking");
    }
}
