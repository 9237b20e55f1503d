package io.mtasts.operator.cli;

import io.mtasts.report.LintReport;
import io.mtasts.tlsrpt.TlsReportParser;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a TLS report. */
@Command(
        description = {
            "Read a TLS report from a sender: JSON, plain or gzip (RFC 8460 sections 4 and 5).",
            "",
            "Shows for each policy how many sessions failed and why, the worst first, and what to do. Where large"
                    + " senders",
            "deviate from the RFC without losing information, it is only a warning."
        })
final class LintReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LintOutput output = new LintOutput();

    @Parameters(
            paramLabel = "FILE|-",
            description = "The report, as attached to the e-mail; - reads standard input. Up to 16 MiB, decompressed.")
    private String file = "";

    private LintReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new LintReportCommand(terminal));
    }

    @Override
    public Integer call() {
        var parsed = TlsReportParser.parse(new Input(terminal, spec).read(file));
        var name = file.equals("-") ? "standard input" : file;
        return output.print(terminal, LintReport.ofTlsReport(name, parsed));
    }
}
