package io.mtasts.operator.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at domains from outside and says what is wrong with them. */
@Command(
        description = "Look at domains as a sending mail server would, and say what is wrong.",
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Exit code: 1 when anything is wrong, else 3 when anything could not be observed, else 0; 2 for wrong"
                    + " usage.",
            "",
            "Examples:",
            "  mta-sts-operator check example.com",
            "  mta-sts-operator check example.com --resolver 9.9.9.9 --output html > example.com.html",
            "  mta-sts-operator check --domains domains.txt --output json | jq -c '{domain, conditions}'",
        })
final class CheckCommand implements Callable<Integer> {
    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "DOMAIN", description = "Mail domains, such as example.com.")
    private List<String> domains = List.of();

    private CheckCommand(Program program) {
        this.program = program;
    }

    static CommandLine line(Program program) {
        var line = new CommandLine(new CheckCommand(program));
        SettingOptions.add(line.getCommandSpec(), Setting.network());
        return line;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "not yet " + domains + program.clock());
    }
}
