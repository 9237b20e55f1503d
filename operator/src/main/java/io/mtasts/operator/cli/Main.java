package io.mtasts.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.observe.NetworkObserver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Begins here; {@code bin/mta-sts-operator} has found a Java that is new enough. */
public final class Main {
    private Main() {}

    /** Exits with the exit code of the command. */
    public static void main(String[] args) {
        var program = program();
        int exit = Commands.run(program, args);
        program.terminal().out().flush();
        program.terminal().err().flush();
        System.exit(exit);
    }

    /** With the terminal, the environment and the clock of this process. */
    static Program program() {
        var environment = System.getenv();
        var terminal = Terminal.ofProcess(
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                !environment.getOrDefault("NO_COLOR", "").isEmpty());
        var clock = Clock.systemUTC();
        // Not Running::run and Running::cluster, which would load Kubernetes' classes for every command.
        return new Program(
                terminal,
                environment,
                clock,
                settings -> new NetworkObserver(settings, clock),
                settings -> Running.run(settings),
                new Program.Clusters() {
                    @Override
                    public KubernetesClient client(Kubeconfig kubeconfig) throws CannotRun {
                        return Running.cluster(kubeconfig);
                    }
                });
    }

    /** Whatever the locale: JSON and HTML say that they are UTF-8. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
