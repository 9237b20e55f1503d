package io.mtasts.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrappingTest {
    @ParameterizedTest(name = "{0} columns: {2}")
    @CsvSource({
        "10, one two three,        one two|three",
        " 7, one two three,        one two|three",
        " 6, one two three,        one|two|three",
        " 5, one uncuttable three, one|uncuttable|three",
        "20, '  blanks  and\n lines ', blanks and lines",
        "10, '',                   ''",
    })
    void paragraphs(int width, String text, String lines) {
        assertThat(String.join("|", Wrapping.paragraph(text, width))).isEqualTo(lines);
    }

    @Test
    void aCommandOverSeveralLinesIsStillOneCommand() {
        assertThat(Wrapping.command(List.of("check", "example.com", "--resolver", "127.0.0.53:53"), 24))
                .containsExactly("check example.com \\", "    --resolver \\", "    127.0.0.53:53");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "examples/minimal.yaml; examples/minimal.yaml",
                "--for=condition=Ready; --for=condition=Ready",
                "192.0.2.10:8080=127.0.0.1:40123; 192.0.2.10:8080=127.0.0.1:40123",
                "{\"a\":1}; '{\"a\":1}'",
                "--patch={\"a\":1}; --patch='{\"a\":1}'",
                "it's; 'it'\\''s'",
                "a b; 'a b'",
                "|; |",
            })
    void whatAShellWouldTakeApartIsQuoted(String argument, String typed) {
        assertThat(Wrapping.command(List.of(argument), 80)).containsExactly(typed);
    }
}
