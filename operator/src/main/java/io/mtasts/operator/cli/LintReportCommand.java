package io.mtasts.operator.cli;

import io.mtasts.report.LintedReports;
import io.mtasts.reports.file.ComeUpon;
import io.mtasts.reports.file.ComeUpon.AReport;
import io.mtasts.reports.file.ComeUpon.NotRead;
import io.mtasts.reports.file.ComeUpon.PassedOver;
import io.mtasts.reports.file.FileLimits;
import io.mtasts.reports.file.ReportFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads TLS reports. */
@Command(
        description = {
            "Read TLS reports from senders (RFC 8460): files, e-mails, mailboxes, archives, directories.",
            "",
            "A report is JSON, plain, gzip or base64; what a file is, is seen by its content.",
            "",
            "Shows for each policy how many sessions failed and why, the worst first, and what to do. Where large"
                    + " senders",
            "deviate from the RFC without losing information, it is only a warning. Several reports are shown briefly,",
            "and then added up by domain, sender and the policy that the sender applied; the same report counts once."
        },
        footer = {
            "",
            "Exit code: 0 if there is a report, all are valid and everything could be read, 1 if not, 2 for wrong"
                    + " usage.",
            "",
            "JSON: one report is an object with valid, value and findings. Several are an object with reports, an array"
                    + " of",
            "such objects, each with file and copy, and total, with counts and sums.",
            "",
            "Examples:",
            "  mta-sts-operator lint report 'google.com!example.com!1764028800!1764115199!001.json.gz'",
            "  mta-sts-operator lint report ~/Maildir/.tlsrpt old-reports.mbox",
            "  mta-sts-operator lint report reports.zip --output json | jq '.total.sums[] | select(.failed > 0)'",
        })
final class LintReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LintOutput output = new LintOutput();

    @Parameters(
            paramLabel = "FILE|-",
            arity = "1..*",
            description =
                    "Files and directories; - reads standard input. A report may have up to 16 MiB, decompressed.")
    private List<String> files = new ArrayList<>();

    private LintReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new LintReportCommand(terminal));
    }

    @Override
    public Integer call() {
        var input = new Input(terminal, spec);
        var linted = output.reports(terminal);
        var reports = new ReportFiles(FileLimits.USUAL, found -> add(linted, found));
        for (var file : files) {
            if (file.equals("-")) {
                reports.read("standard input", terminal.in());
            } else {
                reports.read(files.size() == 1 ? input.readable(file) : input.path(file));
            }
        }
        return linted.end();
    }

    private static void add(LintedReports linted, ComeUpon found) {
        switch (found) {
            case AReport report -> linted.report(report.where(), report.parsed());
            case PassedOver other -> linted.passedOver(other.where(), other.what());
            case NotRead not -> linted.notRead(not.where(), not.problem());
        }
    }
}
