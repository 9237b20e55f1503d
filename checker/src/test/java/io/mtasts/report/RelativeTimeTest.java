package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeTimeTest {
    @Test
    void relative() {
        var now = Instant.parse("2026-11-23T10:00:00Z");
        assertThat(RelativeTime.relative("from 2026-11-20T10:00:00Z to 2026-11-23T13:00:00Z.", now))
                .isEqualTo("from 2026-11-20T10:00:00Z (3 days ago) to 2026-11-23T13:00:00Z (in 3 hours).");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"421 back at 2026-13-01T00:00Z\"",
                "\"421 back at 2026-12-31T23:59:60Z\"",
                "\"421 back at 2026-02-30T10:00:00Z\"",
                "\"421 back at 2026-12-31T99:99Z\"",
            })
    void whatOnlyLooksLikeATimeStaysAsItIs(String text) {
        assertThat(RelativeTime.relative(text, Instant.parse("2026-11-23T10:00:00Z")))
                .isEqualTo(text);
    }
}
