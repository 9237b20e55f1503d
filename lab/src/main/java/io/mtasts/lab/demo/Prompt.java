package io.mtasts.lab.demo;

import io.mtasts.lab.cluster.Invocation;
import io.mtasts.lab.cluster.Kubectl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where commands are typed and run in front of everybody. */
final class Prompt {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Narrator narrator;
    private final Kubectl kubectl;

    Prompt(Narrator narrator, Kubectl kubectl) {
        this.narrator = narrator;
        this.kubectl = kubectl;
    }

    /** Runs kubectl and shows what it prints. */
    void kubectl(String... arguments) {
        narrator.command(
                Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList());
        show(expectSuccess("kubectl " + arguments[0], kubectl.run(arguments)));
    }

    /** Applies what the launcher prints for these arguments. */
    void apply(Path launcher, String... arguments) {
        var command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        var typed = new ArrayList<>(command);
        typed.addAll(List.of("|", "kubectl", "apply", "--server-side", "-f", "-"));
        narrator.command(typed);
        var yaml = expectSuccess(command.getFirst(), Invocation.run(command, "", LIMIT));
        show(expectSuccess("kubectl apply", kubectl.runWithInput(yaml.stdout(), "apply", "--server-side", "-f", "-")));
    }

    /** Runs a command, shows what it prints, and gives its exit code. */
    int run(List<String> command) {
        narrator.command(command);
        var result = Invocation.run(command, "", LIMIT);
        show(result);
        return result.exitCode();
    }

    private void show(Invocation.Result result) {
        narrator.output(result.stdout());
        narrator.output(result.stderr());
    }

    private static Invocation.Result expectSuccess(String what, Invocation.Result result) {
        if (result.exitCode() != 0) {
            throw new DemoFailed("%s failed with exit code %d: %s"
                    .formatted(what, result.exitCode(), result.stderr().strip()));
        }
        return result;
    }
}
