package io.mtasts.operator.cli;

import io.mtasts.api.v1alpha1.TimeSpan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What was said of each setting: by flag, else by environment variable, else what is usual. What cannot be understood is wrong usage
 * (ParameterException), whose message names the flag or the variable, whichever it was.
 */
final class SettingValues {
    private final CommandLine command;
    private final ParseResult flags;
    private final Map<String, String> environment;

    private record Said(String by, String text) {}

    /** @param environment empty where only flags count */
    SettingValues(ParseResult flags, Map<String, String> environment) {
        this.command = flags.commandSpec().commandLine();
        this.flags = flags;
        this.environment = environment;
    }

    /** Did anybody say anything of it? */
    boolean given(Setting setting) {
        return said(setting).filter(said -> !said.by().isEmpty()).isPresent();
    }

    boolean on(Setting setting) {
        return said(setting)
                .map(said -> switch (said.text()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(said, "is true or false");
                })
                .orElse(false);
    }

    Optional<String> text(Setting setting) {
        return said(setting).map(Said::text);
    }

    int number(Setting setting, int least, int most) {
        return parsed(setting, text -> {
                    if (!text.matches("[0-9]{1,9}")
                            || Integer.parseInt(text) < least
                            || Integer.parseInt(text) > most) {
                        throw new IllegalArgumentException("is a whole number from %d to %d".formatted(least, most));
                    }
                    return Integer.parseInt(text);
                })
                .orElseThrow();
    }

    Duration time(Setting setting) {
        return parsed(setting, text -> {
                    try {
                        return new TimeSpan(text).duration();
                    } catch (IllegalArgumentException | ArithmeticException e) {
                        throw new IllegalArgumentException("is a duration such as 90s, 2m or 1h30m", e);
                    }
                })
                .orElseThrow();
    }

    /** The message of the parser's IllegalArgumentException goes on where the flag's name ends. */
    <T> Optional<T> parsed(Setting setting, Function<String, T> parser) {
        return said(setting).map(said -> parse(said, said.text(), parser));
    }

    <T> List<T> list(Setting setting, Function<String, T> parser) {
        return said(setting).stream()
                .flatMap(said -> Arrays.stream(said.text().split(",", -1))
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .map(item -> parse(said, item, parser)))
                .toList();
    }

    private <T> T parse(Said said, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(new Said(said.by(), text), String.valueOf(e.getMessage()));
        }
    }

    private Optional<Said> said(Setting setting) {
        if (flags.hasMatchedOption(setting.flag())) {
            return Optional.of(new Said(setting.flag(), flagText(setting)));
        }
        var variable = environment.getOrDefault(setting.variable(), "");
        if (!variable.isBlank()) {
            return Optional.of(new Said(setting.variable(), variable.trim()));
        }
        return Optional.of(setting.usual()).filter(usual -> !usual.isEmpty()).map(usual -> new Said("", usual));
    }

    private String flagText(Setting setting) {
        return switch (setting.form()) {
            case ONE -> flags.<String>matchedOptionValue(setting.flag(), "").trim();
            case LIST ->
                flags.<List<String>>matchedOptionValue(setting.flag(), List.of()).stream()
                        .collect(Collectors.joining(","));
            case SWITCH -> "true";
        };
    }

    /** This goes into logs: the login of a proxy is left out. */
    private ParameterException wrong(Said said, String expected) {
        var text = said.text().replaceFirst("//[^/@]*@", "//...@");
        var message = expected.startsWith("is ")
                ? "%s=%s: %s %s.".formatted(said.by(), text, said.by(), expected)
                : "%s=%s: %s".formatted(said.by(), text, expected);
        return new ParameterException(command, message);
    }
}
