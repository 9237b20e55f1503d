package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyMode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was there before the status said so, on a real API server: it goes on from where it is. */
class AdoptionTest {
    /** In seconds: the record waits for it when the policy host moves. */
    private static final long SHORT_TTL = 1;

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
    void aLostStatusIsFoundInPublicAgain() {
        lab.readyDomain("lost", "lost.test");
        var before = status("lost").policy();
        lab.stopOperator();
        lab.patch("lost", "policy", "{\"spec\":{\"rollout\":{\"strategy\":\"Gated\"}}}");
        lab.kubectl(
                "patch",
                "mdp/policy",
                "-n",
                "lost",
                "--subresource=status",
                "--type=json",
                "-p",
                "[{\"op\":\"remove\",\"path\":\"/status\"}]");
        lab.startOperator();

        lab.await("lost", "policy", Ready, TRUE, "AllGood");
        assertThat(status("lost").policy().mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(status("lost").policy().id()).isEqualTo(before.id());
        assertThat(lab.kubectl("get", "events", "-n", "lost")).contains("PolicyAdopted");
    }

    @Test
    void aDomainThatComesWithAPolicyOfModeEnforceKeepsIt() {
        lab.namespace("comes");
        var domain = lab.world().domain("comes.test").complete();
        domain.zone().set("mta-sts.comes.test", "A", SHORT_TTL, "127.0.2.1");
        lab.apply(OperatorLab.manifest("comes", "policy", "comes.test").replace("Immediate", "Gated"));

        lab.await("comes", "policy", CertificateReady, FALSE, "WaitingForDNS");
        assertThat(status("comes").policy().mode()).isEqualTo(PolicyMode.ENFORCE);
        assertThat(status("comes").ledger()).extracting(LedgerEntry::id).contains("1");

        domain.zone().set("mta-sts.comes.test", "A", SHORT_TTL, lab.cluster().frontAddress());
        lab.publish("comes", "policy", domain);
        lab.await("comes", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void aRecordWithoutAPolicyIsRememberedForAYear() {
        lab.namespace("alone");
        lab.domain("alone.test").record("v=STSv1; id=20200101;");
        lab.apply(OperatorLab.manifest("alone", "policy", "alone.test").replace("Immediate", "Gated"));

        soon("testing is served")
                .until(() -> status("alone").policy() != null
                        && status("alone").policy().mode() == PolicyMode.TESTING);
        assertThat(status("alone").ledger())
                .contains(new LedgerEntry("20200101", PolicyMode.ENFORCE, List.of(), 31_557_600, null, true));
        assertThat(status("alone").patterns())
                .allSatisfy(pattern -> assertThat(pattern.surelySafeFrom()).isNull());
    }

    @Test
    void aDomainIsHandedOverToAnotherNamespace() {
        lab.readyDomain("from", "moves.test", OperatorLab.retiring("from", "policy", "moves.test"));
        var before = status("from").policy();
        lab.namespace("to");
        lab.apply(OperatorLab.retiring("to", "policy", "moves.test"));
        lab.await("to", "policy", Accepted, FALSE, "DomainConflict");

        lab.kubectl("annotate", "mdp/policy", "-n", "from", "mtasts.io/hand-over-to=to/policy");

        lab.await("to", "policy", Ready, TRUE, "AllGood");
        assertThat(status("to").policy().id()).isEqualTo(before.id());
        var handed = lab.await("from", "policy", Accepted, FALSE, "DomainConflict");
        assertThat(handed.message()).contains("handed over to MailDomainPolicy policy in namespace to", "Delete");

        lab.kubectl("delete", "mdp/policy", "-n", "from", "--wait=false");
        soon("it goes, and nothing retires").until(() -> lab.policy("from", "policy") == null);
        goesOn();
    }

    /** What it took over has been seen, but not from it. */
    @Test
    void nothingEndsBeforeTheOtherOneServes() {
        lab.readyDomain("early", "early.test", OperatorLab.retiring("early", "policy", "early.test"));
        lab.namespace("late");
        lab.cluster().controllers().limitReady("late", "mta-sts-default", 0);
        lab.apply(OperatorLab.retiring("late", "policy", "early.test"));
        lab.await("late", "policy", Accepted, FALSE, "DomainConflict");
        lab.kubectl("annotate", "mdp/policy", "-n", "early", "mtasts.io/hand-over-to=late/policy");
        lab.await("late", "policy", PolicyServed, UNKNOWN, "PodsNotReady");
        assertThat(lab.condition("early", "policy", Accepted).orElseThrow().status())
                .isEqualTo(TRUE);
        assertThat(lab.kubectl("get", "ingresses", "-n", "late", "-o", "name")).isEmpty();

        lab.cluster().controllers().limitReady("late", "mta-sts-default", 2);
        lab.await("early", "policy", Accepted, FALSE, "DomainConflict");
        lab.await("late", "policy", Ready, TRUE, "AllGood");
    }

    private static void goesOn() {
        lab.kubectl("annotate", "mdp/policy", "-n", "to", "mtasts.io/check=after");
        soon("it was looked at").until(() -> "after".equals(status("to").lastHandledCheck()));
        lab.await("to", "policy", Ready, TRUE, "AllGood");
        assertThat(status("to").policy().mode()).isEqualTo(PolicyMode.ENFORCE);
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }

    private static MailDomainPolicyStatus status(String namespace) {
        return Objects.requireNonNullElseGet(
                lab.policy(namespace, "policy").getStatus(),
                () -> MailDomainPolicyStatus.builder().build());
    }
}
