package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.lab.Domain;
import io.mtasts.lab.ca.Certificates;
import io.mtasts.lab.cluster.Fault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes wrong after Ready is named in the status and in one Event, for as long as it lasts and no longer. */
class FaultsAreCaughtTest {
    private static OperatorLab lab;
    private static Domain domain;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager().startOperator();
        domain = lab.readyDomain("mail", "example.com");
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void anMxCertificateRunsOut() {
        domain.mail().present(Certificates.expired());

        var expired = lab.await("mail", "policy", MXTLSValid, FALSE, "MXExpired");
        assertThat(expired.message()).contains("mx1.example.com");
        lab.await("mail", "policy", Ready, FALSE, "MXExpired");
        assertThat(mail()).isEqualTo(MailState.REFUSED);
        isSaidOnce("MXExpired");

        domain.mail().recover();
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
        assertThat(mail()).isEqualTo(MailState.OK);
    }

    @Test
    void somebodyRedirectsThePolicyHost() {
        lab.cluster().front().fault("mta-sts.example.com", Fault.redirectTo("https://www.example.com/"));

        var redirected = lab.await("mail", "policy", PolicyServed, FALSE, "PolicyRedirected");
        assertThat(redirected.message()).contains("mta-sts.example.com", "https://www.example.com/");
        lab.await("mail", "policy", Ready, FALSE, "PolicyRedirected");
        isSaidOnce("PolicyRedirected");

        lab.cluster().front().mend("mta-sts.example.com");
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void theRecordIsRemoved() {
        var record = lab.shownRecord("mail", "policy").orElseThrow();
        domain.zone().remove("_mta-sts.example.com", "TXT");

        var missing = lab.await("mail", "policy", RecordPublished, FALSE, "RecordMissing");
        assertThat(missing.message()).contains("_mta-sts.example.com", record);
        lab.await("mail", "policy", Ready, FALSE, "RecordMissing");
        assertThat(mail()).isEqualTo(MailState.UNPROTECTED);
        isSaidOnce("RecordMissing");

        domain.record(record);
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void aSecondRecordIsAdded() {
        var record = lab.shownRecord("mail", "policy").orElseThrow();
        domain.record(record, "v=STSv1; id=20200101;");

        var multiple = lab.await("mail", "policy", RecordPublished, FALSE, "MultipleRecords");
        assertThat(multiple.message()).contains("id=20200101");
        isSaidOnce("MultipleRecords");

        domain.record(record);
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
    }

    private static MailState mail() {
        return lab.policy("mail", "policy").getStatus().mail();
    }

    /** Not again by any of the probes that find it still so. */
    private static void isSaidOnce(String reason) {
        Awaitility.await("an Event with reason " + reason).until(() -> said(reason) > 0);
        long looks = domain.mail().connections();
        Awaitility.await("more looks").until(() -> domain.mail().connections() > looks + 1);
        assertThat(said(reason)).as("Events with reason %s", reason).isEqualTo(1);
    }

    /** How many Events about the policy have that reason. That its record was missing before it was first Ready is none. */
    private static long said(String reason) {
        var events = lab.kubectl(
                "get", "events", "-n", "mail", "-o", "jsonpath={range .items[*]}{.type} {.reason}{\"\\n\"}{end}");
        return events.lines().filter(("Warning " + reason)::equals).count();
    }
}
