package io.mtasts.operator.cli;

import picocli.CommandLine.Option;

/** How the {@code lint} commands answer. */
final class LintOutput {
    /** Named as on the command line. */
    enum Format {
        text,
        json
    }

    @Option(
            names = "--output",
            paramLabel = "text|json",
            description = "For a person (text, the default) or for a program (json).")
    private Format format = Format.text;

    /** Prints the result and gives the exit code. */
    int print(Terminal terminal, String subject, LintResult result) {
        terminal.out()
                .print(
                        switch (format) {
                            case text -> LintText.of(subject, result);
                            case json -> LintJson.of(result);
                        });
        return result.valid() ? ExitCodes.GOOD : ExitCodes.BAD;
    }
}
