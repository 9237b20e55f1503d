package io.mtasts.operator.cli;

import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.report.Explanation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a reason means and what to do about it. Answers at once, as {@link LintCommand} does. */
@Command(
        description = "Explain what a reason in check or in a status condition means, and what to do about it.",
        footer = {
            "",
            "Exit code: 0; 2 for a reason that does not exist.",
            "",
            "Examples:",
            "  mta-sts-operator explain MXNotCovered",
            "  mta-sts-operator explain",
        })
final class ExplainCommand implements Runnable {
    private static final List<Reason> REASONS = Stream.<Reason[]>of(ObservedReason.values(), OperatorReason.values())
            .flatMap(Arrays::stream)
            .toList();

    private static final Explanation EXPLANATION = new Explanation(100);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "REASON",
            description = "The reason, in upper or lower case. Without it: list all.")
    private String word = "";

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        terminal.out().print(word.isEmpty() ? EXPLANATION.list(REASONS) : EXPLANATION.of(reason()));
    }

    private Reason reason() {
        return REASONS.stream()
                .filter(reason -> reason.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), unknown()));
    }

    private String unknown() {
        var near = NearNames.of(word, REASONS.stream().map(Reason::name).toList());
        return "\"%s\" is not a reason. %s"
                .formatted(
                        word,
                        near.isEmpty()
                                ? "Without a reason, explain lists all of them."
                                : "Did you mean %s?".formatted(String.join(" or ", near)));
    }
}
