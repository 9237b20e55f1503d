package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts that a person can read, beside the tests that compare with them. */
final class Expected {
    private Expected() {}

    static void matches(String actual, String file) throws IOException {
        try (var expected = Expected.class.getResourceAsStream(file)) {
            var text = new String(Objects.requireNonNull(expected, file).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(actual).as(file).isEqualTo(text);
        }
    }
}
