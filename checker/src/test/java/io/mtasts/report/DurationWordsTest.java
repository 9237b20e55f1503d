package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationWordsTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "P63DT5H, 63 days",
        "P2D,     2 days",
        "PT47H,   47 hours",
        "PT119M,  119 minutes",
        "PT119S,  119 seconds",
        "PT1S,    1 second",
        "PT0S,    0 seconds",
        "-P3D,    3 days",
    })
    void words(Duration duration, String words) {
        assertThat(DurationWords.words(duration)).isEqualTo(words);
    }

    @Test
    void relative() {
        var now = Instant.parse("2026-11-23T10:00:00Z");
        assertThat(DurationWords.relative("from 2026-11-20T10:00:00Z to 2026-11-23T13:00:00Z.", now))
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
        assertThat(DurationWords.relative(text, Instant.parse("2026-11-23T10:00:00Z")))
                .isEqualTo(text);
    }
}
