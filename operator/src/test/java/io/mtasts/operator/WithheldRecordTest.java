package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.lab.cluster.Fault;
import io.mtasts.lab.web.Answer;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody is shown a record while any sender could still fetch other bytes than those that it names (RFC 8461 section 8.1). */
class WithheldRecordTest {
    /** Twice the time in which the record would be shown if nothing held it back. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private static final String WIDER = "{\"spec\":{\"mx\":[\"mx1.%s\",\"mx2.%s\"]}}";

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
    void whileOnePodAnswersAsBefore() {
        var domain = lab.readyDomain("pods", "pods.example");
        var before = served("pods");
        var pod = lab.cluster().pods().of("pods", "mta-sts-default").getLast().address();
        lab.cluster().kubelet().fault(pod, answer -> Answer.policy(body(before)));

        lab.patch("pods", "policy", WIDER.formatted("pods.example", "pods.example"));
        var now = changed("pods", before);
        lab.cluster().front().fault("mta-sts.pods.example", Fault.body(body(now)));

        // At first neither pod may have the new policy.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lab.await("pods", "policy", PolicyServed, FALSE, "PolicyReplicasDiffer")
                                .message())
                        .startsWith("1 of 2 pods do not serve policy " + shortId(now))
                        .contains(pod));
        staysWithheld("pods", now);
        lab.await("pods", "policy", Ready, FALSE, "PolicyReplicasDiffer");

        lab.cluster().kubelet().mend();
        lab.publish("pods", "policy", domain);
        assertThat(lab.shownRecord("pods", "policy")).contains("v=STSv1; id=%s;".formatted(now.id()));
        lab.await("pods", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void whileThePublicGetsWhatWasServedBefore() {
        lab.readyDomain("front", "front.example");
        var before = served("front");
        lab.cluster().front().fault("mta-sts.front.example", Fault.body(body(before)));

        lab.patch("front", "policy", WIDER.formatted("front.example", "front.example"));
        var now = changed("front", before);

        staysWithheld("front", now);
        lab.await("front", "policy", PolicyServed, FALSE, "PolicyDiffers");

        lab.cluster().front().mend("mta-sts.front.example");
        var stale = lab.await("front", "policy", RecordPublished, FALSE, "RecordStale");
        assertThat(stale.message()).contains(String.valueOf(now.id()));
        assertThat(lab.shownRecord("front", "policy")).contains("v=STSv1; id=%s;".formatted(now.id()));
    }

    @Test
    void againWhenOtherBytesTurnUpLater() {
        var domain = lab.readyDomain("later", "later.example");
        var before = served("later");
        lab.cluster()
                .front()
                .fault("mta-sts.later.example", Fault.body(body(before).replace("mx1.", "mx9.")));

        var renewed = changed("later", before);
        assertThat(renewed.body()).isEqualTo(before.body());
        assertThat(renewed.revision()).isEqualTo(1);
        staysWithheld("later", renewed);

        lab.cluster().front().mend("mta-sts.later.example");
        lab.publish("later", "policy", domain);
        assertThat(lab.shownRecord("later", "policy")).contains("v=STSv1; id=%s;".formatted(renewed.id()));
        lab.await("later", "policy", RecordPublished, TRUE, "AllGood");
        var held = lab.await("later", "policy", Ready, FALSE, "SendersHoldEarlierPolicy");
        assertThat(held.message())
                .as("whoever fetched the other bytes refuses, whatever is served since")
                .startsWith("mx1.later.example: senders that have enforce policy ");
    }

    private static void staysWithheld(String namespace, ServedPolicy policy) {
        var verifying = lab.await(namespace, "policy", RecordPublished, UNKNOWN, "Verifying");
        assertThat(verifying.message())
                .contains("The record for policy %s is withheld".formatted(shortId(policy)))
                .doesNotContain(String.valueOf(policy.id()));
        Awaitility.await("the record stays withheld")
                .during(LONG_ENOUGH)
                .atMost(LONG_ENOUGH.multipliedBy(2))
                .until(() -> lab.shownRecord(namespace, "policy").isEmpty());
        assertThat(served(namespace).seenSince()).isNull();
    }

    private static ServedPolicy changed(String namespace, ServedPolicy before) {
        return Awaitility.await("another policy is served")
                .until(() -> served(namespace), now -> !Objects.equals(now.id(), before.id()));
    }

    private static ServedPolicy served(String namespace) {
        return Objects.requireNonNull(
                lab.policy(namespace, "policy").getStatus().policy());
    }

    private static String body(ServedPolicy policy) {
        return Objects.requireNonNull(policy.body());
    }

    private static String shortId(ServedPolicy policy) {
        return String.valueOf(policy.id()).substring(0, 8);
    }
}
