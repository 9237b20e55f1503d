package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is deleted goes at once and whole, what others own stays, and nobody waits for a finalizer. */
class DeletionTest {
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
    void ofOnePolicyOfTwo() {
        lab.readyDomain("two", "gone.example");
        lab.domain("stays.example");
        lab.apply(OperatorLab.manifest("two", "other", "stays.example"));
        soon("both are served").until(() -> keys("two").contains("mta-sts.stays.example"));

        lab.kubectl("delete", "mdp", "policy", "-n", "two", "--wait=false");

        soon("the resource is gone").until(() -> lab.policy("two", "policy") == null);
        assertThat(keys("two")).doesNotContain("mta-sts.gone.example").contains("mta-sts.stays.example");
        soon("its children are gone").until(() -> !children("two").contains("mta-sts-policy"));
        assertThat(children("two")).contains("ingress.networking.k8s.io/mta-sts-other");
    }

    @Test
    void letsARivalHaveTheDomain() {
        lab.readyDomain("old", "handed.example");
        lab.namespace("new");
        lab.apply(OperatorLab.manifest("new", "policy", "handed.example"));
        lab.await("new", "policy", Accepted, FALSE, "DomainConflict");

        lab.kubectl("delete", "mdp", "policy", "-n", "old", "--wait=false");

        lab.await("new", "policy", Accepted, TRUE, "AllGood");
        soon("the rival serves").until(() -> keys("new").contains("mta-sts.handed.example"));
    }

    /** Which takes no Events any more, so that the log has to say what senders may hold. */
    @Test
    void ofAWholeNamespace() {
        lab.readyDomain("whole", "whole.example");
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger("io.mtasts.operator.controller.Events");
        logger.addAppender(log);

        lab.kubectl("delete", "namespace", "whole", "--wait=false");

        soon("the namespace is gone")
                .until(() -> lab.client().namespaces().withName("whole").get() == null);
        logger.detachAppender(log);
        assertThat(log.list)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("EndedAtOnce"))
                .singleElement()
                .asString()
                .startsWith("MailDomainPolicy whole/policy, whose Namespace is being deleted: EndedAtOnce: Senders may"
                        + " still have enforce policies cached");
    }

    @Test
    void leavesAKeyOfUnknownOrigin() {
        lab.readyDomain("stray", "known.example");
        var shard = lab.client().configMaps().inNamespace("stray").list().getItems().stream()
                .filter(map -> map.getData().containsKey("mta-sts.known.example"))
                .findFirst()
                .orElseThrow();
        lab.kubectl(
                "patch",
                "configmap",
                shard.getMetadata().getName(),
                "-n",
                "stray",
                "--type=merge",
                "-p",
                "{\"data\":{\"mta-sts.unknown.example\":\"version: STSv1\\r\\n\"}}");

        soon("an Event names it")
                .until(() -> lab.kubectl("get", "events", "-n", "stray")
                        .contains("No MailDomainPolicy accounts for mta-sts.unknown.example, which stays served."));
        lab.kubectl("delete", "mdp", "policy", "-n", "stray", "--wait=false");
        soon("the policy is gone").until(() -> lab.policy("stray", "policy") == null);
        assertThat(keys("stray")).contains("mta-sts.unknown.example").doesNotContain("mta-sts.known.example");
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(100));
    }

    /** The policy hosts that the namespace's ConfigMaps hold. */
    private static List<String> keys(String namespace) {
        return lab.client().configMaps().inNamespace(namespace).list().getItems().stream()
                .map(ConfigMap::getData)
                .flatMap(data -> data.keySet().stream())
                .toList();
    }

    private static String children(String namespace) {
        return lab.kubectl("get", "ingresses,certificates", "-n", namespace, "-o", "name");
    }
}
