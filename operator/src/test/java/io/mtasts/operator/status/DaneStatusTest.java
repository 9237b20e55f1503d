package io.mtasts.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.MailState;
import io.mtasts.api.v1alpha1.MxTlsState;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.dane.Pinned;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.lab.ca.CertificateAuthority;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.TlsaView;
import io.mtasts.observe.dns.Validation;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.CertificateView;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from TLSA records of a mail server, whatever the policy says (RFC 8461 section 2). */
class DaneStatusTest {
    private static final List<X509Certificate> CHAIN = CertificateAuthority.create("Lab", Clock.systemUTC())
            .issue(GivenDomain.MX1)
            .chain();
    private static final TlsaRecord KEY =
            Pinned.record(3, 1, 1, CHAIN.getFirst()).orElseThrow();
    private static final TlsaRecord OTHER = new TlsaRecord(3, 1, 1, "0".repeat(64));

    private static MailDomainPolicyStatus status(PolicyMode served, Validation validation, TlsaRecord... records) {
        var policy = GivenDomain.policy(served, GivenDomain.MX1);
        var until = GivenDomain.NOW.plus(Duration.ofDays(60));
        var certificate =
                new CertificateView(List.of(GivenDomain.MX1), "Lab", until.minus(Duration.ofDays(90)), until, CHAIN);
        return GivenDomain.serving(policy)
                .recordNames(policy)
                .ledger(GivenDomain.entry(policy))
                .wanted(PolicyMode.ENFORCE)
                .mx(GivenDomain.MX1, new MxOutcome.Accepted("TLSv1.3", certificate))
                .tlsa(new TlsaView(
                        GivenDomain.MX1,
                        new Answer.Found<>(List.of(records), List.of(), 300),
                        records.length,
                        validation,
                        validation))
                .status();
    }

    private static Condition condition(MailDomainPolicyStatus status, ConditionType type) {
        return status.condition(type).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(PolicyMode.class)
    void aMismatchRefusesMailInEveryMode(PolicyMode mode) {
        var status = status(mode, Validation.SECURE, OTHER);

        assertThat(condition(status, ConditionType.DANEValid).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(condition(status, ConditionType.DANEValid).reason()).isEqualTo("TLSAMismatch");
        assertThat(condition(status, ConditionType.MXTLSValid).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(status, ConditionType.Ready).reason()).isEqualTo("TLSAMismatch");
        assertThat(condition(status, ConditionType.Ready).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(status.mail()).isEqualTo(MailState.REFUSED);
        assertThat(status.mx().getFirst().dane()).isEqualTo(MxTlsState.INVALID);
        assertThat(status.mx().getFirst().message())
                .contains("none of its TLSA records pins (3 1 1 0000000000000000...)")
                .contains("publish \"_25._tcp." + GivenDomain.MX1 + ". TLSA " + KEY.text() + "\"");
    }

    @Test
    void aMismatchPausesASoak() {
        var rollout = condition(status(PolicyMode.TESTING, Validation.SECURE, OTHER), ConditionType.RolloutComplete);

        assertThat(rollout.reason()).isEqualTo("SoakPaused");
        assertThat(rollout.message()).contains("The soak is paused while DANEValid is False (TLSAMismatch)");
        assertThat(condition(status(PolicyMode.TESTING, Validation.SECURE, KEY, OTHER), ConditionType.RolloutComplete)
                        .reason())
                .isEqualTo("Soaking");
    }

    @Test
    void aMatchIsGood() {
        var status = status(PolicyMode.ENFORCE, Validation.SECURE, KEY, OTHER);

        assertThat(condition(status, ConditionType.DANEValid).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(status, ConditionType.Ready).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(status.mail()).isEqualTo(MailState.OK);
        assertThat(status.mx().getFirst().dane()).isEqualTo(MxTlsState.VALID);
    }

    /** As with the resolvers that the operator asks by default: that is no fault of the domain. */
    @Test
    void whatAResolverSaysThatDoesNotCountHoldsNothingUp() {
        var status = status(PolicyMode.TESTING, Validation.NOT_KNOWN, OTHER);

        assertThat(condition(status, ConditionType.DANEValid).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(condition(status, ConditionType.DANEValid).reason()).isEqualTo("TLSANotValidated");
        assertThat(condition(status, ConditionType.Ready).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(status, ConditionType.RolloutComplete).reason()).isEqualTo("Soaking");
        assertThat(status.mail()).isEqualTo(MailState.UNPROTECTED);
        assertThat(status.mx().getFirst().dane()).isEqualTo(MxTlsState.UNKNOWN);
    }

    @Test
    void thereIsNoConditionWithoutSecureRecords() {
        var status = status(PolicyMode.ENFORCE, Validation.INSECURE, OTHER);

        assertThat(status.condition(ConditionType.DANEValid)).isEmpty();
        assertThat(status.mx().getFirst().dane()).isNull();
        assertThat(status.mail()).isEqualTo(MailState.OK);
    }
}
