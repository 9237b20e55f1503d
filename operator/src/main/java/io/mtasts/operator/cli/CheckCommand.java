package io.mtasts.operator.cli;

import io.mtasts.check.Expectation;
import io.mtasts.observe.net.Limits;
import io.mtasts.report.ExitStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at domains from outside and says what is wrong with them. */
@Command(
        description = "Check domains the way a sending mail server would, and report what is wrong.",
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Exit code: 1 if anything is wrong, else 3 if anything could not be observed, else 0; 2 for wrong usage.",
            "",
            "Examples:",
            "  mta-sts-operator check example.com",
            "  mta-sts-operator check example.com --resolver 9.9.9.9 --output html > example.com.html",
            "  mta-sts-operator check --domains domains.txt --output json | jq -c '{domain, conditions}'",
        })
final class CheckCommand implements Callable<Integer> {
    /** Of many domains some are slow at everything: there is room for them beside all the others. */
    private static final Limits LIMITS =
            new Limits(512, 1024, Limits.DEFAULT.connectionsPerAddress(), Limits.DEFAULT.perSecondPerAddress());

    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "DOMAIN", description = "Mail domains, such as example.com.")
    private List<String> domains = List.of();

    @Option(
            names = "--domains",
            paramLabel = "FILE|-",
            description = "Also read domains from this file, one per line; - reads standard input. Text after a # is"
                    + " ignored. A line that is not a domain is reported, and nothing is checked.")
    private String file = "";

    @Option(
            names = "--output",
            paramLabel = "text|json|html",
            description =
                    "A report for people (text, the default), one JSON object per line as domains are done, or one"
                            + " HTML page.")
    private CheckOutput.Format output = CheckOutput.Format.text;

    private CheckCommand(Program program) {
        this.program = program;
    }

    static CommandLine line(Program program) {
        var line = new CommandLine(new CheckCommand(program));
        SettingOptions.add(line.getCommandSpec(), Setting.network());
        return line;
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        var asked = asked();
        var values = new SettingValues(spec.commandLine().getParseResult(), Map.of());
        var settings =
                new NetworkSettings(values).observer(List.of()).limits(LIMITS).build();
        var terminal = program.terminal();
        var answer = CheckOutput.of(output, terminal, settings.trust());
        var progress = new Progress(terminal, program.clock(), asked);
        progress.show();
        try (var observer = program.observers().apply(settings)) {
            var batch = new CheckBatch(observer, program.clock(), expectation(values), (domain, bug) -> {
                progress.erase();
                terminal.err().printf("%s could not be checked because of a bug in this program:%n", domain);
                bug.printStackTrace(terminal.err());
                progress.oneFailed();
                progress.show();
            });
            batch.run(asked, judgement -> {
                progress.erase();
                answer.add(judgement);
                progress.oneMore(ExitStatus.of(judgement.findings()));
                progress.show();
                return !terminal.out().checkError(); // whoever reads it may have enough: ... | head
            });
        }
        progress.erase();
        answer.end();
        return progress.failed() ? Commands.PROGRAM_FAILED : progress.worst();
    }

    private List<String> asked() {
        var list = new DomainList(program.terminal(), spec);
        domains.forEach(list::add);
        if (!file.isEmpty()) {
            list.addAll(file);
        }
        return list.domains();
    }

    private static Expectation expectation(SettingValues values) {
        var none = Expectation.NONE;
        return new Expectation(
                none.servedBody(),
                none.recordId(),
                none.wantedPolicy(),
                none.rua(),
                none.ownAddresses(),
                values.on(Setting.NO_SMTP) ? Expectation.MailServers.NOT_CONNECTED : Expectation.MailServers.JUDGED);
    }
}
