package io.mtasts.operator.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.PolicyHost;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a policy host that was down, or led elsewhere. */
class HostRemarksTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static ServedPolicy served(PolicyHost host) {
        return new ServedPolicy("1", 0, PolicyMode.ENFORCE, List.of("a.example"), 86_400, "", NOW, NOW, host);
    }

    @Test
    void anOutageIsSaidWhereAPersonPublishes() {
        var down = served(new PolicyHost(NOW, null, NOW.minusSeconds(7_200), NOW));

        assertThat(HostRemarks.of(true, down, NOW))
                .contains("from 2026-11-30T10:00:00Z to 2026-11-30T12:00:00Z", "spec.maxAgeSeconds by one");
        assertThat(HostRemarks.of(false, down, NOW)).isEmpty();
    }

    @Test
    void addressesThatAreKeptForLongerThanARecordWaitsAreSaid() {
        var month = served(new PolicyHost(NOW.minusSeconds(7 * 86_400), 30 * 86_400, null, null));

        assertThat(HostRemarks.of(false, month, NOW)).contains("until 2026-12-23T12:00:00Z");
        assertThat(HostRemarks.of(false, served(new PolicyHost(NOW, null, null, null)), NOW))
                .isEmpty();
    }
}
