package io.mtasts.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleCommandTest {
    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("expire mx1.example.com", new ConsoleCommand.Expire("mx1.example.com")),
                Arguments.of("  ADD-MX   MX3.Example.com ", new ConsoleCommand.AddMx("mx3.example.com")),
                Arguments.of("redirect", new ConsoleCommand.Redirect()),
                Arguments.of("mend", new ConsoleCommand.Mend()),
                Arguments.of("records", new ConsoleCommand.Records()),
                Arguments.of("publish", new ConsoleCommand.Publish()),
                Arguments.of("?", new ConsoleCommand.Help()),
                Arguments.of("exit", new ConsoleCommand.Quit()),
                Arguments.of("", new ConsoleCommand.Nothing()));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @MethodSource("commands")
    void aLineIsACommand(String line, ConsoleCommand command) {
        assertThat(ConsoleCommand.parse(line)).isEqualTo(command);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({
        "explode,                 '\"explode\" is not a command; help lists them'",
        "mend everything,         '\"mend\" takes no argument'",
        "expire,                  'its argument is the name of one mail server of example.com: expire mx1.example.com'",
        "expire a.example.com b,  'its argument is the name of one mail server of example.com: expire mx1.example.com'",
        "add-mx mx.example.net,   'its argument is the name of one mail server of example.com: add-mx mx3.example.com'",
        "add-mx -x.example.com,   'its argument is the name of one mail server of example.com: add-mx mx3.example.com'",
    })
    void whatIsWrongIsSaid(String line, String why) {
        assertThat(ConsoleCommand.parse(line)).isEqualTo(new ConsoleCommand.Wrong(why));
    }

    @Test
    void helpNamesEachCommand() {
        assertThat(ConsoleCommand.HELP.lines().map(line -> line.split(" ")[0]))
                .allSatisfy(word -> assertThat(ConsoleCommand.parse(word + " mx1.example.com"))
                        .isNotEqualTo(
                                new ConsoleCommand.Wrong("\"%s\" is not a command; help lists them".formatted(word))));
    }
}
