package io.mtasts.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.rollout.RolloutEvent;
import io.mtasts.policy.PolicyId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever watches the resource is told why the same policy has another id. */
class RenewedIdTest {
    private static final Instant DOWN = Instant.parse("2026-11-30T08:00:00Z");
    private static final Instant UP = Instant.parse("2026-11-30T10:00:00Z");
    private static final ServedPolicy SERVED = GivenDomain.policy(PolicyMode.ENFORCE, GivenDomain.MX1);

    @Test
    void afterAnOutage() {
        var news = news(SERVED.at(new PolicyHost(DOWN, null, DOWN, UP)), renewed());

        assertThat(news).hasValueSatisfying(said -> {
            assertThat(said.reason()).isEqualTo("IdRenewed");
            assertThat(said.warning()).isFalse();
            assertThat(said.message())
                    .isEqualTo("Policy %s continues as %s, so that senders fetch it again: no pod answered from"
                                    .formatted(shortId(SERVED), shortId(renewed()))
                            + " 2026-11-30T08:00:00Z to 2026-11-30T10:00:00Z, and some that tried then do"
                            + " without it until the record has another id.");
        });
    }

    @Test
    void afterOtherBytes() {
        assertThat(news(SERVED, renewed())).hasValueSatisfying(said -> {
            assertThat(said.warning()).isTrue();
            assertThat(said.message()).contains("a different policy was found", "mta-sts.example.com");
        });
    }

    @Test
    void notOfAPolicyThatIsAnother() {
        assertThat(news(SERVED, SERVED)).isEmpty();
        assertThat(news(SERVED, GivenDomain.policy(PolicyMode.TESTING, GivenDomain.MX1)))
                .isEmpty();
    }

    private static Optional<RolloutEvent> news(ServedPolicy before, ServedPolicy now) {
        return RenewedId.news(Optional.of(before), Optional.of(now), "mta-sts.example.com");
    }

    private static ServedPolicy renewed() {
        return new ServedPolicy(
                PolicyId.of(String.valueOf(SERVED.body()), 1).text(),
                1,
                SERVED.mode(),
                SERVED.mx(),
                SERVED.maxAgeSeconds(),
                SERVED.body(),
                GivenDomain.NOW,
                null);
    }

    private static String shortId(ServedPolicy policy) {
        return String.valueOf(policy.id()).substring(0, 8);
    }
}
