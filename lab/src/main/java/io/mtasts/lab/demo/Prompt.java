package io.mtasts.lab.demo;

import io.mtasts.lab.cluster.Invocation;
import io.mtasts.lab.cluster.Kubectl;
import io.mtasts.lab.stage.RunFailed;
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

    /** Runs a command that cannot fail, and shows what it prints. */
    void shell(String... command) {
        narrator.command(List.of(command));
        show(expectSuccess(command[0], Invocation.run(List.of(command), "", LIMIT)));
    }

    /** Runs kubectl and shows what it prints. */
    void kubectl(String... arguments) {
        narrator.command(
                Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList());
        show(expectSuccess("kubectl " + arguments[0], kubectl.run(arguments)));
    }

    /** Installs the kinds that the launcher prints for these arguments. */
    void install(Path launcher, String... arguments) {
        var command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                .toList();
        var typed = new ArrayList<>(command);
        typed.addAll(List.of("|", "kubectl", "apply", "--server-side", "-f", "-"));
        narrator.command(typed);
        var yaml = expectSuccess(command.getFirst(), Invocation.run(command, "", LIMIT));
        show(expectSuccess("kubectl apply", kubectl.runWithInput(yaml.stdout(), "apply", "--server-side", "-f", "-")));
        // A new kind is served a moment after it was applied; a person types more slowly than that.
        expectSuccess("kubectl wait", kubectl.run("wait", "crd", "--all", "--for=condition=Established"));
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
            throw new RunFailed("%s failed with exit code %d: %s"
                    .formatted(what, result.exitCode(), result.stderr().strip()));
        }
        return result;
    }
}
