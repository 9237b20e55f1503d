package io.mtasts.lab.stage;

import io.mtasts.lab.cluster.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The operator as a cluster would run it: a process of its own, which knows this world only by its flags. */
public final class OperatorProcess implements AutoCloseable {
    private final ChildProcess process;

    private OperatorProcess(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts {@code launcher run} with these flags.
     *
     * @param cluster the environment by which it finds the cluster
     * @param log where what it prints goes
     */
    static OperatorProcess start(List<String> launcher, List<String> flags, Map<String, String> cluster, Path log) {
        var command = Stream.of(launcher.stream(), Stream.of("run"), flags.stream())
                .flatMap(words -> words)
                .toList();
        return new OperatorProcess(ChildProcess.start(command, Path.of("").toAbsolutePath(), cluster, log));
    }

    /** Done as soon as the process has ended, for whatever reason. */
    public CompletableFuture<Void> ended() {
        return process.ended();
    }

    /** Of a process that has ended. */
    public int exitCode() {
        return process.exitCode();
    }

    /**
     * Asks it to stop, as Kubernetes does with a pod, and waits for its end.
     *
     * @return whether it came within the limit
     */
    public boolean stop(Duration limit) {
        return process.stop(limit);
    }

    @Override
    public void close() {
        process.close();
    }
}
