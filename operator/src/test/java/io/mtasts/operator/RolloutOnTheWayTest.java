package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RolloutComplete;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.lab.Domain;
import io.mtasts.lab.smtp.Reply;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A rollout on a real API server: the soak and what ends it, a person's annotations, and what is withheld. */
class RolloutOnTheWayTest {
    /** Longer than the soak of ten seconds, by far. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
    void enforceFollowsTheSoak() {
        var domain = soaking("soaked", "soaked.test", "10s");

        Awaitility.await("enforce is served").atMost(PATIENCE).until(() -> served("soaked") == PolicyMode.ENFORCE);
        lab.publish("soaked", "policy", domain);
        lab.await("soaked", "policy", Ready, TRUE, "AllGood");
        lab.await("soaked", "policy", RolloutComplete, TRUE, "Complete");

        assertThat(status("soaked").soak()).isNull();
        assertThat(status("soaked").ledger())
                .extracting(LedgerEntry::mode)
                .contains(PolicyMode.ENFORCE, PolicyMode.TESTING);
        assertThat(status("soaked").patterns()).singleElement().satisfies(pattern -> {
            assertThat(pattern.pattern()).isEqualTo("mx1.soaked.test");
            assertThat(pattern.surelySafeFrom()).isNotNull();
        });
    }

    /** What other senders meet is not known then, and what was good before still counts. */
    @Test
    void aMailServerThatTurnsUsAwayPausesTheSoakAndTakesNothingBack() {
        var domain = soaking("barred", "barred.test", "40s");
        var goodFor = Awaitility.await("something is gained")
                .atMost(PATIENCE)
                .until(() -> soaked("barred"), gained -> gained.compareTo(Duration.ofSeconds(2)) >= 0);

        domain.mail().greet(Reply.lines("554 5.7.1 no service for 127.0.0.1: blocked using a list"));
        lab.await("barred", "policy", RolloutComplete, FALSE, "SoakPaused");
        var gained = soaked("barred");
        assertThat(gained).isGreaterThanOrEqualTo(goodFor);
        assertThat(lab.await("barred", "policy", MXTLSValid, UNKNOWN, "MXRefusesUs")
                        .message())
                .contains("554 5.7.1 no service");
        assertThat(status("barred").mail()).isEqualTo(MailState.UNPROTECTED);
        Awaitility.await("nothing is gained, and nothing lost")
                .during(Duration.ofSeconds(4))
                .atMost(PATIENCE)
                .until(() -> soaked("barred").equals(gained) && served("barred") == PolicyMode.TESTING);

        domain.mail().recover();
        lab.await("barred", "policy", RolloutComplete, FALSE, "Soaking");
        assertThat(soaked("barred")).isGreaterThanOrEqualTo(gained);
        Awaitility.await("enforce is served").atMost(PATIENCE).until(() -> served("barred") == PolicyMode.ENFORCE);
    }

    private static Duration soaked(String namespace) {
        return Optional.ofNullable(status(namespace).soak())
                .map(soak -> soak.goodFor().duration())
                .orElse(Duration.ZERO);
    }

    @Test
    void aPersonPromotesAndHolds() {
        var domain = soaking("hand", "hand.test", "168h");
        assertThat(status("hand").next()).satisfies(next -> {
            assertThat(Objects.requireNonNull(next).action()).isEqualTo("Promote");
            assertThat(next.at()).isNotNull();
        });

        annotate(
                "hand",
                "mtasts.io/promote="
                        + Objects.requireNonNull(status("hand").policy().id()).substring(0, 8));
        Awaitility.await("enforce is served").until(() -> served("hand") == PolicyMode.ENFORCE);
        lab.publish("hand", "policy", domain);
        lab.await("hand", "policy", Ready, TRUE, "AllGood");

        annotate("hand", "mtasts.io/hold=testing");
        lab.await("hand", "policy", RolloutComplete, FALSE, "Held");
        assertThat(served("hand")).isEqualTo(PolicyMode.TESTING);
    }

    @Test
    void whatWouldRejectMailIsWithheldWhileDnsNamesTheHost() {
        twoMailServers("narrow");

        lab.patch("narrow", "policy", "{\"spec\":{\"mx\":[\"mx1.narrow.test\"]}}");

        var withheld = lab.await("narrow", "policy", RolloutComplete, FALSE, "WouldRejectMail");
        assertThat(withheld.message()).contains("mx2.narrow.test", "mtasts.io/force=");
        lab.await("narrow", "policy", Ready, FALSE, "WouldRejectMail");
        assertThat(status("narrow").policy().mx()).containsExactly("mx1.narrow.test", "mx2.narrow.test");

        var next = Objects.requireNonNull(
                Objects.requireNonNull(status("narrow").next()).id());
        annotate("narrow", "mtasts.io/force=" + next.substring(0, 8));
        Awaitility.await("the forced policy is served")
                .until(() -> status("narrow").policy().mx().size() == 1);
    }

    /** Resolvers may name it for an hour, however often the policy changes meanwhile. */
    @Test
    void aMailServerThatHasJustLeftIsRememberedWhenThePolicyChanges() {
        var domain = twoMailServers("left");
        var validSince =
                lab.await("left", "policy", MXTLSValid, TRUE, "AllGood").lastTransitionTime();

        domain.zone().set("left.test", "MX", "10 mx1.left.test.");
        Awaitility.await("DNS no longer names it")
                .until(() -> status("left").mx().stream()
                        .anyMatch(host -> host.host().equals("mx2.left.test") && host.lastSeen() != null));
        lab.patch("left", "policy", "{\"spec\":{\"mx\":[\"mx1.left.test\",\"mx2.left.test\",\"mx3.left.test\"]}}");
        Awaitility.await("what covers more is served")
                .until(() -> status("left").policy().mx().size() == 3);
        assertThat(status("left").record()).isNotNull();
        lab.publish("left", "policy", domain);
        lab.await("left", "policy", Ready, TRUE, "AllGood");

        lab.patch("left", "policy", "{\"spec\":{\"mx\":[\"mx1.left.test\"]}}");
        assertThat(lab.await("left", "policy", RolloutComplete, FALSE, "WouldRejectMail")
                        .message())
                .contains("mx2.left.test");
        assertThat(lab.condition("left", "policy", MXTLSValid).orElseThrow().lastTransitionTime())
                .isEqualTo(validSince);
    }

    /** A domain of that name with two mail servers, enforced and Ready. */
    private static Domain twoMailServers(String name) {
        lab.namespace(name);
        var domain = lab.domain(name + ".test");
        domain.mx(20, "mx2.%s.test".formatted(name));
        lab.apply(OperatorLab.manifest(name, "policy", name + ".test")
                .replace("[mx1.%s.test]".formatted(name), "[mx1.%1$s.test, mx2.%1$s.test]".formatted(name)));
        lab.publish(name, "policy", domain);
        lab.await(name, "policy", Ready, TRUE, "AllGood");
        return domain;
    }

    /** A domain in mode testing that is Ready and on its way to enforce. */
    private static Domain soaking(String namespace, String name, String soak) {
        lab.namespace(namespace);
        var domain = lab.domain(name);
        lab.apply(OperatorLab.manifest(namespace, "policy", name)
                .replace("{strategy: Immediate}", "{soak: %s}".formatted(soak)));
        lab.publish(namespace, "policy", domain);
        lab.await(namespace, "policy", Ready, TRUE, "Soaking");
        assertThat(served(namespace)).isEqualTo(PolicyMode.TESTING);
        return domain;
    }

    private static void annotate(String namespace, String annotation) {
        lab.kubectl("annotate", "mdp/policy", "-n", namespace, annotation);
    }

    private static PolicyMode served(String namespace) {
        return status(namespace).policy().mode();
    }

    private static MailDomainPolicyStatus status(String namespace) {
        return Objects.requireNonNull(lab.policy(namespace, "policy").getStatus());
    }
}
