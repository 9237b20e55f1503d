package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RolloutComplete;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.lab.Domain;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a policy ends on a real API server: mode none while senders hold enforce, and nothing that waits for ever. */
class RetirementTest {
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
    void whatIsEnforcedIsTakenBackStepByStep() {
        var domain = enforced("steps", "steps.test");
        var enforced = Objects.requireNonNull(status("steps").policy().id());

        lab.kubectl("delete", "mdp/policy", "-n", "steps", "--wait=false");

        soon("mode none is served").until(() -> status("steps").policy().mode() == PolicyMode.NONE);
        assertThat(Objects.requireNonNull(status("steps").retirement()).deadline())
                .isNull();
        assertThat(lab.await("steps", "policy", RolloutComplete, FALSE, "Retiring")
                        .message())
                .contains("for as long as _mta-sts.steps.test names " + enforced.substring(0, 8));
        soon("it is served")
                .until(() -> held("steps")
                        .contains("version: STSv1\r\nmode: none\r\nmx: mx1.steps.test\r\nmax_age: 86400\r\n"));

        lab.stopOperator();
        lab.startOperator();
        publishAfter(enforced, "steps", domain);
        soon("it has an end")
                .until(() -> lab.condition("steps", "policy", RolloutComplete)
                        .filter(condition -> condition.message().contains("mode none is served until"))
                        .filter(condition -> condition.message().contains("senders-may-refuse-mail"))
                        .isPresent());
        var deadline = Objects.requireNonNull(status("steps").retirement()).deadline();
        assertThat(deadline)
                .isBetween(in(Duration.ofDays(7)), in(Duration.ofDays(9).plusHours(3)));
        lab.await("steps", "policy", Ready, TRUE, "Retiring");
        assertThat(status("steps").ledger())
                .filteredOn(entry -> entry.mode() == PolicyMode.ENFORCE)
                .singleElement()
                .extracting(LedgerEntry::expires)
                .satisfies(expires -> assertThat(expires).isBefore(deadline));
        assertThat(Objects.requireNonNull(status("steps").next()).action()).isEqualTo("End");

        annotate("steps", "mtasts.io/delete=" + shortId("steps"));
        soon("it is refused")
                .until(() -> lab.condition("steps", "policy", RolloutComplete)
                        .orElseThrow()
                        .message()
                        .contains("has no effect before that"));
        annotate("steps", "mtasts.io/delete=senders-may-refuse-mail");
        soon("the resource is gone").until(() -> lab.policy("steps", "policy") == null);
        soon("its children are gone")
                .until(() -> lab.kubectl("get", "ingresses", "-n", "steps", "-o", "name")
                        .isEmpty());
        assertThat(lab.kubectl("get", "events", "-n", "steps"))
                .contains("RetirementBegan", "RetirementEnded", "Senders may still have enforce policies cached");
    }

    @Test
    void whatWasNeverEnforcedGoesAtOnce() {
        lab.namespace("trial");
        lab.domain("trial.test");
        lab.apply(OperatorLab.retiring("trial", "policy", "trial.test").replace("mode: enforce", "mode: testing"));
        soon("testing is served").until(() -> status("trial").policy() != null);

        lab.kubectl("delete", "mdp/policy", "-n", "trial", "--wait=false");

        soon("the resource is gone").until(() -> lab.policy("trial", "policy") == null);
    }

    @Test
    void aNamespaceIsNotHeldUp() {
        enforced("whole", "held.test");

        lab.kubectl("delete", "namespace", "whole", "--wait=false");

        soon("the namespace is gone")
                .until(() -> lab.client().namespaces().withName("whole").get() == null);
    }

    @Test
    void aForegroundDeletionLeavesWhatIsServed() {
        enforced("front", "front.test");

        lab.kubectl("delete", "mdp/policy", "-n", "front", "--wait=false", "--cascade=foreground");

        lab.await("front", "policy", RolloutComplete, FALSE, "Retiring");
        assertThat(lab.kubectl("get", "ingresses", "-n", "front", "-o", "jsonpath={.items[*].metadata}"))
                .contains("mta-sts-policy")
                .doesNotContain("deletionTimestamp");
    }

    @Test
    void aServerThatIsDeletedServesUntilItsPoliciesHaveEnded() {
        enforced("both", "both.test");

        lab.kubectl("delete", "pserver/default", "mdp/policy", "-n", "both", "--wait=false");

        lab.await("both", "policy", RolloutComplete, FALSE, "Retiring");
        soon("the server says so")
                .until(() -> lab.kubectl(
                                "get",
                                "pserver/default",
                                "-n",
                                "both",
                                "-o",
                                "jsonpath={.status.conditions[*].message}")
                        .contains("is removed once no policy is served from it"));
        soon("what ends is still served").until(() -> held("both").contains("mode: none"));

        annotate("both", "mtasts.io/delete=senders-may-refuse-mail");
        soon("both are gone")
                .until(() -> lab.kubectl("get", "pserver,mdp", "-n", "both", "-o", "name")
                        .isEmpty());
    }

    /** Restored from a backup that has no status, say, and deleted before anybody looked. */
    @Test
    void aLostStatusDoesNotEndWhatSendersMayHold() {
        enforced("lost", "lost.test");
        lab.stopOperator();
        lab.kubectl("patch", "mdp", "policy", "-n", "lost", "--subresource=status", "--type=json", "-p", """
            [{"op": "remove", "path": "/status"}]\
            """);
        lab.kubectl("delete", "mdp/policy", "-n", "lost", "--wait=false");
        lab.startOperator();

        lab.await("lost", "policy", RolloutComplete, FALSE, "Retiring");
        assertThat(status("lost").ledger()).extracting(LedgerEntry::mode).contains(PolicyMode.ENFORCE);
        soon("mode none is served").until(() -> held("lost").contains("mode: none"));
        annotate("lost", "mtasts.io/delete=senders-may-refuse-mail");
        soon("the resource is gone").until(() -> lab.policy("lost", "policy") == null);
    }

    private static Domain enforced(String namespace, String name) {
        return lab.readyDomain(namespace, name, OperatorLab.retiring(namespace, "policy", name));
    }

    private static void publishAfter(String id, String namespace, Domain domain) {
        soon("the next record is shown")
                .until(() -> lab.shownRecord(namespace, "policy")
                        .filter(record -> !record.contains(id))
                        .isPresent());
        lab.publish(namespace, "policy", domain);
    }

    private static void annotate(String namespace, String annotation) {
        lab.kubectl("annotate", "--overwrite", "mdp/policy", "-n", namespace, annotation);
    }

    private static String shortId(String namespace) {
        return Objects.requireNonNull(status(namespace).policy().id()).substring(0, 8);
    }

    private static String held(String namespace) {
        return lab.client()
                .configMaps()
                .inNamespace(namespace)
                .list()
                .getItems()
                .toString();
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time);
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
