package io.mtasts.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.MxHost;
import io.mtasts.api.v1alpha1.MxTlsState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of mail servers that DNS no longer names. */
final class MxMemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    /** It may be named again, and be silent: then it is down, since it has answered before. */
    @Test
    void oneThatLeavesKeepsThatItHasAnswered() {
        var answered =
                new MxHost("mx.example.com", 10, null, MxTlsState.UNKNOWN, null, "silent", null, null, 7_200, true);

        var left = MxMemory.left(List.of(answered), Set.of(), NOW, true);

        assertThat(left).singleElement().satisfies(host -> {
            assertThat(host.hasAnswered()).isTrue();
            assertThat(host.ttlSeconds()).isEqualTo(7_200);
            assertThat(host.lastSeen()).isEqualTo(NOW);
        });
    }

    @Test
    void itIsForgottenWhenItsTimeToLiveIsOver() {
        var gone = new MxHost("mx.example.com", null, null, MxTlsState.VALID, null, "gone", null, NOW, 7_200, null);
        var later = NOW.plus(Duration.ofHours(2));

        assertThat(MxMemory.left(List.of(gone), Set.of(), later.minusSeconds(1), true))
                .hasSize(1);
        assertThat(MxMemory.left(List.of(gone), Set.of(), later, true)).isEmpty();
        assertThat(MxMemory.left(List.of(gone), Set.of(), later, false))
                .as("by a clock that may be wrong")
                .hasSize(1);
    }
}
