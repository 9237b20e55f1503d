package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
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
    void roughly(Duration duration, String text) {
        assertThat(DurationText.rough(duration)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "P7D,       7 days",
        "P1D,       a day",
        "PT25H,     25 hours",
        "PT1H,      an hour",
        "PT90M,     90 minutes",
        "PT1M,      a minute",
        "PT61S,     61 seconds",
        "PT1S,      a second",
        "PT0.9S,    0 seconds",
        "PT60.001S, a minute",
    })
    void exactly(Duration duration, String text) {
        assertThat(DurationText.exact(duration)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"PT10S, 10 s", "PT0.25S, 250 ms", "PT1.5S, 1500 ms"})
    void asALimit(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
