package io.mtasts.operator.chart;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.mtasts.lab.cluster.ApiServer;
import io.mtasts.operator.cli.Shell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Does with the Jobs of hooks what controllers and nodes do: runs the container's command, here in this process, with the rights of the
 * pod's account and no others, and writes how it ended into the Job's status, where Helm waits for it.
 */
final class HookRunner implements Watcher<Job>, AutoCloseable {
    private final ApiServer cluster;
    private final BlockingQueue<Shell.Ended> ended = new LinkedBlockingQueue<>();
    private final ExecutorService pods = Executors.newSingleThreadExecutor();
    private final Watch watch;

    HookRunner(ApiServer cluster) {
        this.cluster = cluster;
        this.watch = cluster.client().batch().v1().jobs().inAnyNamespace().watch(this);
    }

    /** What the hooks said and how they ended, in order; to be asked after Helm has waited for them. */
    BlockingQueue<Shell.Ended> ended() {
        return ended;
    }

    @Override
    public void eventReceived(Action action, Job job) {
        if (action == Action.ADDED && job.getStatus().getConditions().isEmpty()) {
            pods.execute(() -> run(job));
        }
    }

    private void run(Job job) {
        var started = now();
        var pod = job.getSpec().getTemplate().getSpec();
        var container = pod.getContainers().getFirst();
        var shell = new Shell().cluster(() -> as(job.getMetadata().getNamespace(), pod.getServiceAccountName()));
        for (var variable : Objects.requireNonNullElse(container.getEnv(), List.<EnvVar>of())) {
            shell.with(variable.getName(), variable.getValue());
        }
        var end = shell.run(container.getArgs().toArray(String[]::new));
        ended.add(end);
        finish(job, started, end.exit() == 0);
    }

    private KubernetesClient as(String namespace, String serviceAccount) {
        return account(cluster, namespace, serviceAccount);
    }

    /** A client with the rights of a ServiceAccount, for the caller to close. */
    static KubernetesClient account(ApiServer cluster, String namespace, String serviceAccount) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(cluster.config())
                        .withImpersonateUsername("system:serviceaccount:%s:%s".formatted(namespace, serviceAccount))
                        .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
                        .build())
                .build();
    }

    private void finish(Job job, String started, boolean good) {
        var conditions = Stream.of(good ? "SuccessCriteriaMet" : "FailureTarget", good ? "Complete" : "Failed")
                .map(type -> new JobConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withReason(good ? "CompletionsReached" : "BackoffLimitExceeded")
                        .withMessage(good ? "" : "Job has reached the specified backoff limit")
                        .withLastTransitionTime(now())
                        .withLastProbeTime(now())
                        .build())
                .toList();
        cluster.client()
                .resource(job)
                .editStatus(current -> current.edit()
                        .withNewStatus()
                        .withStartTime(started)
                        .withCompletionTime(good ? now() : null)
                        .withConditions(conditions)
                        .withSucceeded(good ? 1 : 0)
                        .withFailed(good ? 0 : 1)
                        .withReady(0)
                        .withTerminating(0)
                        .withNewUncountedTerminatedPods()
                        .endUncountedTerminatedPods()
                        .endStatus()
                        .build());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void onClose(WatcherException cause) {
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() {
        watch.close();
        pods.close();
    }
}
