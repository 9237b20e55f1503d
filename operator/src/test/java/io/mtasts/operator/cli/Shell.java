package io.mtasts.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.observe.NetworkObserver;
import io.mtasts.operator.settings.RunSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs commands as a shell would, in this process. */
public final class Shell {
    private final Map<String, String> environment = new HashMap<>();
    private final List<RunSettings> started = new ArrayList<>();
    private Program.Operators operators = started::add;
    private Supplier<KubernetesClient> clusters = () -> {
        throw new AssertionError("No cluster was given.");
    };
    private byte[] input = {};
    private boolean terminal;

    /** What a command left behind. */
    public record Ended(int exit, String out, String err) {}

    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** With an empty message: fails for a reason that nobody foresaw. */
    Shell cannotRun(String message) {
        operators = settings -> {
            if (message.isEmpty()) {
                throw new IllegalStateException();
            }
            throw new CannotRun(message, new IllegalStateException());
        };
        return this;
    }

    /** Where commands that ask a cluster ask; they close the client. */
    public Shell cluster(Supplier<KubernetesClient> clusters) {
        this.clusters = clusters;
        return this;
    }

    Shell onTerminal() {
        terminal = true;
        return this;
    }

    public Ended run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Terminal(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal);
        var clock = Clock.systemUTC();
        var program = new Program(
                console,
                environment,
                clock,
                settings -> new NetworkObserver(settings, clock),
                operators,
                _ -> clusters.get());
        int exit = Commands.run(program, args);
        return new Ended(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The settings that {@code run} would start an operator with. */
    RunSettings settings(String... flags) {
        var args = new ArrayList<>(List.of("run"));
        args.addAll(List.of(flags));
        var ended = run(args.toArray(String[]::new));
        if (started.isEmpty()) {
            throw new AssertionError("run did not start: " + ended);
        }
        return started.getLast();
    }
}
