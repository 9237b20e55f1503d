package io.mtasts.operator.cli;

import io.mtasts.report.ExitStatus;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program as a whole: which commands there are, and what every one of them does with wrong usage. */
@Command(
        name = "mta-sts-operator",
        description = "Runs MTA-STS (RFC 8461) for mail domains on Kubernetes, and checks domains from outside.",
        versionProvider = Commands.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta-sts-operator check example.com",
            "  mta-sts-operator status example.com -n mail",
            "  mta-sts-operator lint policy mta-sts.txt --mx mx1.example.com",
            "  mta-sts-operator lint record \"v=STSv1; id=20261123T000000;\"",
            "  mta-sts-operator lint report report.json.gz",
            "  mta-sts-operator reports list --store reports.db example.com",
            "  mta-sts-operator explain MXNotCovered",
            "  mta-sts-operator crds | kubectl apply --server-side -f -",
            "  mta-sts-operator run --default-issuer letsencrypt",
            "  mta-sts-operator receive --store reports.db --lmtp 127.0.0.1:2424 --domain example.com",
        })
final class Commands implements Runnable {
    private static final int WIDTH = 110;

    /** What a person has written who did not call the program by its own name: {@code kubectl mtasts}. */
    private static final String CALLED = "MTA_STS_CALLED";

    /** EX_SOFTWARE: not one of those that say something of a domain. */
    static final int PROGRAM_FAILED = 70;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Commands() {}

    /** Runs one command to its end and gives its exit code. */
    static int run(Program program, String... args) {
        var all = all(program);
        if (args.length > 1 && args[0].equals("lint")) {
            all.put("lint", () -> LintCommand.line(program.terminal(), args[1]));
        }
        var asked = args.length > 0 ? all.get(args[0]) : null;
        return commandLine(program, asked == null ? all : Map.of(args[0], asked))
                .execute(args);
    }

    /** With every command. */
    static CommandLine commandLine(Program program) {
        return commandLine(program, all(program));
    }

    /** Each is made when it is asked for: lint would spend a tenth of its time on the others. */
    private static Map<String, Supplier<Object>> all(Program program) {
        var terminal = program.terminal();
        var all = new LinkedHashMap<String, Supplier<Object>>();
        all.put("run", () -> RunCommand.line(program));
        all.put("check", () -> CheckCommand.line(program));
        all.put("status", () -> new StatusCommand(program));
        all.put("lint", () -> LintCommand.line(terminal));
        all.put("reports", () -> ReportsCommand.line(program));
        all.put("receive", () -> ReceiveCommand.line(program));
        all.put("explain", () -> new ExplainCommand(terminal));
        all.put("crds", () -> new CrdsCommand(terminal));
        all.put("ready", () -> new ReadyCommand(terminal));
        all.put("may-uninstall", () -> MayUninstallCommand.line(program));
        return all;
    }

    private static CommandLine commandLine(Program program, Map<String, Supplier<Object>> commands) {
        var terminal = program.terminal();
        var line = new CommandLine(new Commands());
        line.setCommandName(program.environment().getOrDefault(CALLED, line.getCommandName()));
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the versions of this program and of Java.")
                        .build());
        addHelp(line);
        return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                .setParameterExceptionHandler(Commands::wrongUsage)
                .setExecutionExceptionHandler(Commands::failure);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "A command is missing: use run, check, status, lint, reports, receive, explain or crds.");
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        line.getSubcommands().values().forEach(Commands::addHelp);
    }

    private static int wrongUsage(ParameterException problem, String[] args) {
        var line = problem.getCommandLine();
        line.getErr().println(problem.getMessage());
        if (problem instanceof NotDomains) {
            return ExitStatus.WRONG_USAGE;
        }
        UnmatchedArgumentException.printSuggestions(problem, line.getErr());
        line.getErr().printf("See  %s --help%n", line.getCommandSpec().qualifiedName());
        return ExitStatus.WRONG_USAGE;
    }

    private static int failure(Exception bug, CommandLine line, CommandLine.ParseResult parsed) {
        if (bug instanceof CannotRun) {
            line.getErr().println(bug.getMessage());
            return ExitStatus.ERROR;
        }
        bug.printStackTrace(line.getErr());
        return PROGRAM_FAILED;
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Optional.ofNullable(Commands.class.getPackage().getImplementationVersion());
            return new String[] {
                "mta-sts-operator %s, Java %s".formatted(version.orElse("(not packaged)"), Runtime.version())
            };
        }
    }
}
