package io.mtasts.lab.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs kubectl against the lab, as a person would. */
public final class Kubectl {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path program;
    private final Path kubeconfig;

    Kubectl(Path program, Path kubeconfig) {
        this.program = program;
        this.kubeconfig = kubeconfig;
    }

    /** Where kubectl is, for a person who wants to run it too. */
    public Path program() {
        return program;
    }

    /** Runs kubectl with these arguments, for at most a minute. */
    public Invocation.Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    /** Runs kubectl with these arguments and this text as its standard input, as for {@code apply -f -}. */
    public Invocation.Result runWithInput(String stdin, String... arguments) {
        var command = new ArrayList<>(List.of(program.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        return Invocation.run(command, stdin, LIMIT);
    }
}
