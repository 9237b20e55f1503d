package io.mtasts.operator.cli;

import io.mtasts.report.LintReport;
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
            description = "For people (text, the default) or for programs (json).")
    private Format format = Format.text;

    /** Prints the report and gives the exit status. */
    int print(Terminal terminal, LintReport report) {
        terminal.out()
                .print(
                        switch (format) {
                            case text -> report.text();
                            case json -> report.json() + "\n";
                        });
        return report.exitStatus();
    }
}
