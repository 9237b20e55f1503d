package io.mtasts.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.operator.rollout.Policies;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Why a record is withheld is what is still to come, and not what has been met. */
class WithheldTest {
    private static Condition recordPublished(Instant hostSince, int ttlSeconds) {
        var policy = GivenDomain.policy(PolicyMode.TESTING, GivenDomain.MX1)
                .seenFrom(null)
                .at(new PolicyHost(hostSince, ttlSeconds, null, null));
        return GivenDomain.serving(policy)
                .wanted(PolicyMode.ENFORCE)
                .mx(GivenDomain.MX1)
                .status()
                .condition(ConditionType.RecordPublished)
                .orElseThrow();
    }

    @Test
    void itWaitsForAddressesThatSendersMayStillHave() {
        var condition = recordPublished(GivenDomain.NOW.minusSeconds(60), 3_600);

        assertThat(condition.reason()).isEqualTo("Verifying");
        assertThat(condition.message())
                .contains("is withheld until 2026-11-30T12:59:00Z: every pod and every public address serves")
                .contains("an earlier address of mta-sts.example.com");
    }

    @Test
    void itNamesAnAddressThatIsNotOursAndCouldNotBeSeen() {
        var policy = GivenDomain.policy(PolicyMode.TESTING, GivenDomain.MX1).seenFrom(null);

        var message = GivenDomain.serving(policy)
                .wanted(PolicyMode.ENFORCE)
                .mx(GivenDomain.MX1)
                .silentAt("198.51.100.7")
                .status()
                .condition(ConditionType.RecordPublished)
                .orElseThrow()
                .message();

        assertThat(message)
                .contains("mta-sts.example.com resolves to 198.51.100.7, which cannot be reached from here")
                .contains("mtasts.io/attest=" + Policies.shortId(String.valueOf(policy.id())));
    }

    @Test
    void itDoesNotWaitForAddressesThatNobodyHasAnyMore() {
        var condition = recordPublished(GivenDomain.NOW.minusSeconds(3_600), 60);

        assertThat(condition.message()).doesNotContain("withheld");
    }
}
