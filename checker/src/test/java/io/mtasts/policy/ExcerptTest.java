package io.mtasts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    @ParameterizedTest
    @CsvSource({
        "mode: enforce, mode: enforce",
        "'say \"x\"', 'say \\\"x\\\"'",
        "a\\b, a\\\\b",
        "'a\tb\r', a\\x09b\\x0D",
        "'\u001B[31m', \\x1B[31m",
        "\u00C3\u00BC, \\xC3\\xBC",
        "\u212A, \\u212A",
    })
    void escapesWhatIsNotPrintableAscii(String text, String shown) {
        assertThat(Excerpt.of(text)).isEqualTo(shown);
    }

    @Test
    void isAtMost80CharactersLongAndCutsNoEscapeInTwo() {
        assertThat(Excerpt.of("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(Excerpt.of("x".repeat(81))).isEqualTo("x".repeat(77) + "...");
        assertThat(Excerpt.of("\u0000".repeat(30))).isEqualTo("\\x00".repeat(19) + "...");
    }
}
