package io.mtasts.operator.cli;

import io.mtasts.report.ExitStatus;
import io.mtasts.reports.answer.SeenJson;
import io.mtasts.reports.answer.SeenText;
import io.mtasts.reports.store.DomainSeen;
import io.mtasts.reports.store.Question;
import io.mtasts.reports.store.StoreUnavailable;
import io.mtasts.reports.store.StoredReport.Heading;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What senders saw of a domain. */
@Command(
        description =
                "List what senders reported of a domain: failures, worst first, with what to do; submitters, with the"
                        + " policy that each applied; days; and the latest reports.")
final class ReportsListCommand implements Callable<Integer> {
    private static final int MOST_REPORTS = 10;

    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Only of the last N days, today included. Default: all that are kept.")
    private int days;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            description = "For people (text, the default) or for programs (json).")
    private LintOutput.Format format = LintOutput.Format.text;

    @Parameters(paramLabel = "DOMAIN", description = "The mail domain, as it stands in the reports as policy-domain.")
    private String domain = "";

    ReportsListCommand(Program program) {
        this.program = program;
    }

    /** The JSON of this command. */
    record Listing(DomainSeen seen, List<Heading> reports) {}

    @Override
    public Integer call() throws CannotRun {
        var name = ReportsForgetCommand.domain(spec, domain);
        if (days < 0) {
            throw new ParameterException(spec.commandLine(), "--days is a number of days, 1 or more.");
        }
        var today = LocalDate.ofInstant(program.clock().instant(), ZoneOffset.UTC);
        var from = days == 0 ? LocalDate.EPOCH : today.minusDays(days - 1L);
        try (var open = store.open(program.environment())) {
            // Whom to trust is a setting of the receiver: here a signature that holds is enough.
            var seen = open.seen(new Question(List.of(name), from, today.plusDays(1), _ -> true));
            if (seen.isEmpty()) {
                program.terminal()
                        .err()
                        .printf("There are no reports of %s in the store%s.%n", name, days == 0 ? "" : " of that time");
                return ExitStatus.ERROR;
            }
            var listing = new Listing(seen.getFirst(), open.reports(name, MOST_REPORTS));
            program.terminal()
                    .out()
                    .print(
                            switch (format) {
                                case text ->
                                    SeenText.of(
                                            listing.seen,
                                            listing.reports,
                                            program.terminal().colours());
                                case json -> SeenJson.of(listing) + "\n";
                            });
            return ExitStatus.GOOD;
        } catch (StoreUnavailable e) {
            throw StoreOptions.cannot(e);
        }
    }
}
