package io.mtasts.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.observe.https.PolicyOutcome;
import io.mtasts.observe.net.NoContact;
import org.junit.jupiter.api.Test;

/** Where the operator cannot look from outside, a person's word counts, for that policy and as long as nothing speaks against it. */
class AttestationTest {
    private static final ServedPolicy POLICY =
            GivenDomain.policy(PolicyMode.TESTING, GivenDomain.MX1).seenFrom(null);

    private static GivenDomain outOfSight() {
        return GivenDomain.serving(POLICY)
                .wanted(PolicyMode.ENFORCE)
                .mx(GivenDomain.MX1)
                .policyHost(new PolicyOutcome.Unreachable(NoContact.CONNECT_TIMED_OUT, "no answer"));
    }

    private static Condition policyServed(MailDomainPolicyStatus status) {
        return status.condition(ConditionType.PolicyServed).orElseThrow();
    }

    private static boolean mayBePublished(MailDomainPolicyStatus status) {
        return status.served().map(ServedPolicy::seenSince).isPresent();
    }

    @Test
    void withoutItThePolicyIsNotKnownToBeServed() {
        var status = outOfSight().status();

        assertThat(policyServed(status).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(mayBePublished(status)).isFalse();
    }

    @Test
    void itCountsForThePolicyThatItNames() {
        var status = outOfSight().attested(POLICY).status();

        assertThat(policyServed(status).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(policyServed(status).reason()).isEqualTo("Attested");
        assertThat(mayBePublished(status)).isTrue();
    }

    @Test
    void itCountsForNoOther() {
        var other = GivenDomain.policy(PolicyMode.ENFORCE, GivenDomain.MX2);

        var status = outOfSight().attested(other).status();

        assertThat(policyServed(status).reason()).isNotEqualTo("Attested");
        assertThat(mayBePublished(status)).isFalse();
    }

    @Test
    void whatIsSeenToBeWrongIsNotOutdoneByIt() {
        var status = GivenDomain.serving(POLICY)
                .wanted(PolicyMode.ENFORCE)
                .mx(GivenDomain.MX1)
                .policyHost(new PolicyOutcome.TLSFailed("no cipher suite in common"))
                .attested(POLICY)
                .status();

        assertThat(policyServed(status).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(policyServed(status).reason()).isEqualTo("PolicyHostTLSFailed");
    }
}
