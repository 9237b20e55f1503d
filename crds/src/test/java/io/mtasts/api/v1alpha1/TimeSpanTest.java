package io.mtasts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "168h,   PT168H,   168h",
        "10m,    PT10M,    10m",
        "90m,    PT90M,    1h30m",
        "1h30m,  PT90M,    1h30m",
        "1h1h,   PT2H,     2h",
        "0s,     PT0S,     0s",
        "3601s,  PT1H1S,   1h1s",
    })
    void meansADurationAndIsWrittenInLargeUnits(String text, Duration duration, String written) {
        assertThat(new TimeSpan(text).duration()).isEqualTo(duration);
        assertThat(TimeSpan.of(duration)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7d", "1.5h", "-1h", "10", "10 m", "PT1H"})
    void isNothingElse(String text) {
        assertThatThrownBy(() -> new TimeSpan(text))
                .hasMessage("\"%s\" is not a length of time such as 168h, 1h30m or 45s", text);
    }

    @ParameterizedTest
    @CsvSource({"PT1.9S, 1s", "PT0.5S, 0s"})
    void dropsPartsOfASecond(Duration duration, String written) {
        assertThat(TimeSpan.of(duration)).hasToString(written);
    }
}
