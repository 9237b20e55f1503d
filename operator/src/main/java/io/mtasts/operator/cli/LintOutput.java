package io.mtasts.operator.cli;

import io.mtasts.report.LintReport;
import io.mtasts.report.LintedReports;
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

    /** For reports, of which there may be many. */
    LintedReports reports(Terminal terminal) {
        return switch (format) {
            case text -> LintedReports.text(terminal.out()::print);
            case json -> LintedReports.json(terminal.out()::print);
        };
    }

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
