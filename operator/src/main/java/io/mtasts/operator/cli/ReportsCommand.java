package io.mtasts.operator.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The TLS reports of a store, by hand. */
@Command(
        description = "Put TLS reports into a store, and list what senders saw of a domain.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit code: 0; 1 if a report could not be read, there is nothing of that domain or number, or the store"
                    + " does not",
            "answer; 2 for wrong usage.",
            "",
            "Examples:",
            "  mta-sts-operator reports import --store reports.db Mail/tlsrpt.mbox ~/Downloads",
            "  mta-sts-operator reports list --store reports.db example.com",
            "  mta-sts-operator reports show --store reports.db 12",
            "  PGPASSWORD=... mta-sts-operator reports list --store jdbc:postgresql://db.example.com/reports"
                    + " example.com",
        })
final class ReportsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ReportsCommand() {}

    static CommandLine line(Program program) {
        return new CommandLine(new ReportsCommand())
                .addSubcommand("import", new ReportsImportCommand(program))
                .addSubcommand("list", new ReportsListCommand(program))
                .addSubcommand("show", new ReportsShowCommand(program))
                .addSubcommand("forget", new ReportsForgetCommand(program));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What to do is missing: use reports import, reports list, reports show or reports forget.");
    }
}
