package io.mtasts.operator.cli;

import io.mtasts.policy.StsPolicyParser;
import io.mtasts.report.LintReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a policy body. */
@Command(description = "Read a policy: the text at /.well-known/mta-sts.txt (RFC 8461 section 3.2).")
final class LintPolicyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LintOutput output = new LintOutput();

    @Parameters(paramLabel = "FILE|-", description = "The policy; - reads standard input.")
    private String file = "";

    @Option(
            names = "--mx",
            paramLabel = "HOST",
            description =
                    "Also report whether the policy covers this mail server, and which pattern would. May be repeated.")
    private List<String> mx = List.of();

    private LintPolicyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new LintPolicyCommand(terminal));
    }

    @Override
    public Integer call() {
        var parsed = StsPolicyParser.parse(new Input(terminal, spec).read(file, StsPolicyParser.READ_LIMIT + 1));
        var hosts = mx.stream().map(this::plain).toList();
        var name = file.equals("-") ? "standard input" : file;
        return output.print(terminal, LintReport.ofPolicy(name, parsed, hosts));
    }

    /** As a policy names it: A-labels, in lower case, without a final dot. */
    private String plain(String host) {
        try {
            return DomainName.parse(host).text();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--mx: " + e.getMessage(), e);
        }
    }
}
