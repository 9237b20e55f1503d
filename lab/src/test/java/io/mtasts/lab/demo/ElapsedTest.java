package io.mtasts.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {
    @ParameterizedTest(name = "{0} ms: {1}")
    @CsvSource({
        "    40, 0.0 s",
        "  1234, 1.2 s",
        "  9940, 9.9 s",
        "  9960, 10 s",
        " 59400, 59 s",
        " 59600, 1 min 0 s",
        "125000, 2 min 5 s",
    })
    void coarserTheLonger(long milliseconds, String text) {
        assertThat(Elapsed.text(Duration.ofMillis(milliseconds))).isEqualTo(text);
    }
}
