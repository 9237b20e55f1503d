package io.mtasts.operator.cli;

import io.mtasts.report.ExitStatus;
import io.mtasts.reports.store.StoreUnavailable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes what is known of a domain. */
@Command(
        description = "Remove all that a store has of a domain, counts and reports, without asking. A report on several"
                + " domains goes too; what was counted of the others stays.")
final class ReportsForgetCommand implements Callable<Integer> {
    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Parameters(paramLabel = "DOMAIN", description = "The mail domain, as it stands in the reports as policy-domain.")
    private String domain = "";

    ReportsForgetCommand(Program program) {
        this.program = program;
    }

    /** As the store has names. */
    static String domain(CommandSpec spec, String written) {
        try {
            return DomainName.parse(written).text();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Integer call() throws CannotRun {
        var name = domain(spec, domain);
        try (var open = store.open(program.environment())) {
            long reports = open.forget(name);
            program.terminal()
                    .out()
                    .println(
                            switch ((int) Math.min(reports, 2)) {
                                case 0 -> "There was nothing of %s in the store.".formatted(name);
                                case 1 -> "Forgot %s: 1 report.".formatted(name);
                                default -> "Forgot %s: %d reports.".formatted(name, reports);
                            });
            return ExitStatus.GOOD;
        } catch (StoreUnavailable e) {
            throw StoreOptions.cannot(e);
        }
    }
}
