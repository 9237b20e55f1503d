package io.mtasts.operator.cli;

import io.mtasts.report.ExitStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stands before {@code helm uninstall}: while policies are served it lists them and fails, and with it the uninstall. */
@Command(
        description =
                "List the policies that are served, and fail while there are any: helm uninstall runs this first.",
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Exit code: 1 if a policy is served or that cannot be determined, 0 if none is, 2 for wrong usage.",
        })
final class MayUninstallCommand implements Callable<Integer> {
    private static final int SHOWN = 50;

    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--release", paramLabel = "NAME", description = "The Helm release, for the commands shown.")
    private String release = "RELEASE";

    @Option(names = "--namespace", paramLabel = "NAME", description = "Its namespace, for the commands shown.")
    private String namespace = "NAMESPACE";

    @Option(names = "--revision", paramLabel = "N", description = "Its revision, for the commands shown.")
    private String revision = "REVISION";

    @Option(
            names = "--with-crds",
            description = "The CRDs would be removed with the release, and every resource with them.")
    private boolean withCrds;

    private MayUninstallCommand(Program program) {
        this.program = program;
    }

    static CommandLine line(Program program) {
        var line = new CommandLine(new MayUninstallCommand(program));
        SettingOptions.add(line.getCommandSpec(), List.of(Setting.WATCH_NAMESPACES));
        return line;
    }

    @Override
    public Integer call() throws CannotRun {
        var values = new SettingValues(spec.commandLine().getParseResult(), program.environment());
        var namespaces = values.list(Setting.WATCH_NAMESPACES, RunCommand::namespace);
        Optional<LivePolicies> found;
        try {
            found = LivePolicies.in(program.clusters(), namespaces);
        } catch (CannotRun e) {
            throw new CannotRun("""
                Not uninstalled: whether policies are served cannot be determined. %s
                To uninstall anyway:        %s\
                """.formatted(e.getMessage(), allTheSame()), e);
        }
        if (found.isEmpty()) {
            program.terminal().out().println("There are no MailDomainPolicies in this cluster: nothing is served.");
            return ExitStatus.GOOD;
        }
        var policies = found.get();
        if (!policies.served().isEmpty()) {
            program.terminal().err().print(refusal(policies));
            return ExitStatus.ERROR;
        }
        program.terminal().out().println("No policy is served: the operator can be uninstalled.");
        return ExitStatus.GOOD;
    }

    private String refusal(LivePolicies policies) {
        return """
            Not uninstalled: %s served.

            %s
            %s
            To end them:                delete the MailDomainPolicies and wait: each is removed once no sender has it cached
            To uninstall anyway:        %s
            To keep the operator:       helm rollback %s %s -n %s
                                        (until then Helm considers it as being uninstalled, and does not upgrade it)
            """.formatted(
                        policies.served().size() == 1
                                ? "a policy is"
                                : policies.served().size() + " policies are",
                        table(policies.served()),
                        withCrds ? goesWithTheCrds(policies.resources()) : goesUnwatched(),
                        allTheSame(),
                        release,
                        revision,
                        namespace);
    }

    private static String goesUnwatched() {
        return """
            Without the operator they stay served as they are, but nothing is probed: senders refuse a mail server that a policy does
            not cover, or whose certificate expires, and you do not learn of it. A MailDomainPolicy that is deleted then remains until
            an operator is back.
            """;
    }

    private static String goesWithTheCrds(int resources) {
        return """
            The CRDs are removed with this release (crds.keep is false), and with them every MailDomainPolicy, %d in all, and what
            serves it. Senders keep an enforce policy for up to its max_age after they last saw it, and cannot fetch another one then.
            """.formatted(resources);
    }

    /** Not uninstall.force alone: after this refusal Helm upgrades the release no more, unless it is rolled back first. */
    private String allTheSame() {
        return "helm uninstall %s -n %s --no-hooks".formatted(release, namespace);
    }

    private static String table(List<LivePolicies.Live> served) {
        var shown = served.stream().limit(SHOWN).toList();
        var width = shown.stream()
                .mapToInt(one -> one.namespace().length() + 1 + one.name().length())
                .max()
                .orElse(1);
        var domainWidth =
                shown.stream().mapToInt(one -> one.domain().length()).max().orElse(1);
        var rows = shown.stream()
                .map(one -> "  %s  %s  %s\n"
                        .formatted(
                                padded(one.namespace() + "/" + one.name(), width),
                                padded(one.domain(), domainWidth),
                                one.mode()))
                .collect(Collectors.joining());
        return served.size() > SHOWN ? rows + "  and %d more\n".formatted(served.size() - SHOWN) : rows;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
