package io.mtasts.operator.cli;

import io.mtasts.policy.StsRecordParser;
import io.mtasts.report.LintReport;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads a text as a sender would. Answers at once: nothing here may load Kubernetes classes, a logger or a data binder. */
@Command(
        description =
                "Report whether a policy, a record, TLSA records or a TLS report are valid, and what is wrong with it.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit code: 0 if a sender that follows the RFC accepts the text, 1 if not, 2 for wrong usage. lint policy"
                    + " --mx",
            "also exits with 1 if the mode is enforce and the policy does not cover a host, lint tlsa --certificate if"
                    + " no",
            "record matches.",
            "",
            "Examples:",
            "  mta-sts-operator lint policy mta-sts.txt --mx mx1.example.com --mx mx2.example.com",
            "  mta-sts-operator lint record \"v=STSv1; id=20261123T000000;\"",
            "  dig +short TXT _smtp._tls.example.com | tr -d '\"' | mta-sts-operator lint tlsrpt-record -",
            "  dig +short TLSA _25._tcp.mx1.example.com | mta-sts-operator lint tlsa - --certificate tls.crt",
            "  mta-sts-operator lint report 'google.com!example.com!1764028800!1764115199!001.json.gz'",
        })
final class LintCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LintCommand() {}

    /** With every subcommand. */
    static CommandLine line(Terminal terminal) {
        return line(all(terminal));
    }

    /** With the subcommand of this name alone, and with every one where there is none: to make them all is half of the start. */
    static CommandLine line(Terminal terminal, String name) {
        var all = all(terminal);
        var asked = all.get(name);
        return line(asked == null ? all : Map.of(name, asked));
    }

    private static CommandLine line(Map<String, Supplier<CommandLine>> subcommands) {
        var line = new CommandLine(new LintCommand());
        subcommands.forEach((name, subcommand) -> line.addSubcommand(name, subcommand.get()));
        return line;
    }

    private static Map<String, Supplier<CommandLine>> all(Terminal terminal) {
        var all = new LinkedHashMap<String, Supplier<CommandLine>>();
        all.put(
                "record",
                () -> LintRecordCommand.line(
                        terminal,
                        "Read an MTA-STS record: the TXT record at _mta-sts.DOMAIN (RFC 8461 section 3.1).",
                        text -> LintReport.ofRecord("record", StsRecordParser.parse(text))));
        all.put("policy", () -> LintPolicyCommand.line(terminal));
        all.put(
                "tlsrpt-record",
                () -> LintRecordCommand.line(
                        terminal,
                        "Read a TLS reporting record: the TXT record at _smtp._tls.DOMAIN (RFC 8460 section 3).",
                        text -> LintReport.ofTlsReporting("record", TlsRptRecordParser.parse(text))));
        all.put("tlsa", () -> LintTlsaCommand.line(terminal));
        all.put("report", () -> LintReportCommand.line(terminal));
        return all;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What to read is missing: use lint policy, lint record, lint tlsrpt-record, lint tlsa or lint report.");
    }
}
