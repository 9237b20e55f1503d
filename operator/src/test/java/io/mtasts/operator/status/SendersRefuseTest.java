package io.mtasts.operator.status;

import static io.mtasts.observe.tls.Peculiarity.MALFORMED_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import io.mtasts.observe.tls.Peculiarity;
import io.mtasts.observe.tls.SendingStack;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What follows from a mail server that some libraries of senders refuse, and from one that all of them do. */
class SendersRefuseTest {
    private static MxOutcome accepted(Set<Peculiarity> peculiarities) {
        var until = GivenDomain.NOW.plus(Duration.ofDays(60));
        return new MxOutcome.Accepted(
                "TLSv1.3",
                new CertificateView(List.of("example.com"), "Lab", until.minus(Duration.ofDays(90)), until),
                peculiarities);
    }

    private static MailDomainPolicyStatus status(PolicyMode served, Set<Peculiarity> peculiarities) {
        var policy = GivenDomain.policy(served, GivenDomain.MX1);
        return GivenDomain.serving(policy)
                .recordNames(policy)
                .ledger(GivenDomain.entry(policy))
                .wanted(PolicyMode.ENFORCE)
                .mx(GivenDomain.MX1, accepted(peculiarities))
                .status();
    }

    private static Condition condition(MailDomainPolicyStatus status, ConditionType type) {
        return status.condition(type).orElseThrow();
    }

    @Test
    void aSoakPausesWhileALibraryOfManySendersRefuses() {
        assertThat(SendingStack.refusing(Set.of(MALFORMED_NAME)))
                .extracting(SendingStack::name)
                .containsExactly("Go");

        var rollout = condition(status(PolicyMode.TESTING, Set.of(MALFORMED_NAME)), ConditionType.RolloutComplete);

        assertThat(rollout.reason()).isEqualTo("SoakPaused");
        assertThat(rollout.message())
                .contains("The soak is paused while MXTLSValid says that many senders refuse a mail server");
        assertThat(condition(status(PolicyMode.TESTING, Set.of()), ConditionType.RolloutComplete)
                        .reason())
                .isEqualTo("Soaking");
    }

    @Test
    void underEnforceItIsAWarningAndMailIsNotRefusedByAll() {
        var status = status(PolicyMode.ENFORCE, Set.of(MALFORMED_NAME));

        assertThat(condition(status, ConditionType.MXTLSValid).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(status.mail()).isEqualTo(MailState.OK);
        assertThat(status.mx().getFirst().tls()).isEqualTo(MxTlsState.VALID);
    }

    @Test
    void whereEachLibraryRefusesForSomethingTheHostIsInvalid() {
        var all = EnumSet.noneOf(Peculiarity.class);
        Arrays.stream(Peculiarity.values())
                .filter(met -> !SendingStack.refusing(Set.of(met)).isEmpty())
                .forEach(all::add);
        assertThat(SendingStack.refusing(all)).hasSameSizeAs(SendingStack.all());

        var status = status(PolicyMode.ENFORCE, all);

        assertThat(condition(status, ConditionType.MXTLSValid).message()).contains("every sender refuses it");
        assertThat(status.mail()).isEqualTo(MailState.REFUSED);
        assertThat(status.mx().getFirst().tls()).isEqualTo(MxTlsState.INVALID);
    }
}
