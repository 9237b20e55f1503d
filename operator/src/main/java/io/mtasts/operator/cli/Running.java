package io.mtasts.operator.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.mtasts.operator.Operator;
import io.mtasts.operator.settings.ClusterClient;
import io.mtasts.operator.settings.RunSettings;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The operator from its start until the process is told to end. */
final class Running {
    private Running() {}

    static void run(RunSettings settings) throws CannotRun {
        var operator = start(settings);
        var ended = new CompletableFuture<Boolean>();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            // Nothing is waited for when another operator may act any moment.
            if (!operator.leadershipLost().isDone()) {
                operator.close();
            }
            ended.complete(true);
        }));
        var _ = operator.leadershipLost().thenAccept(_ -> ended.complete(false));
        boolean asked = ended.join();
        if (!asked) {
            throw new CannotRun("The operator has stopped; the log says why.");
        }
    }

    /** The cluster of that kubeconfig, or of the pod. */
    static KubernetesClient cluster(Kubeconfig kubeconfig) throws CannotRun {
        return ClusterClient.of(kubeconfig.read()).build();
    }

    private static Operator start(RunSettings settings) throws CannotRun {
        try {
            return Operator.start(settings);
        } catch (KubernetesClientException | OperatorException e) {
            throw new CannotRun("""
                The operator cannot work with the Kubernetes API server at %s: %s.
                Name the cluster with KUBECONFIG, or run in a pod; install the CRDs (mta-sts-operator crds) and the permissions of the chart.\
                """.formatted(Config.autoConfigure(null).getMasterUrl(), deepest(e)), e);
        } catch (UncheckedIOException e) {
            throw new CannotRun(String.valueOf(e.getMessage()), e);
        }
    }

    /** The client wraps what matters, a refused connection for one, in sentences that say nothing. */
    static String deepest(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElseGet(cause.getMessage(), cause.getClass()::getSimpleName);
    }
}
