package io.mtasts.operator.cli;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which cluster a person means, and as whom, in kubectl's words.
 *
 * @param file empty for those of KUBECONFIG, else {@code ~/.kube/config}, else the pod's
 * @param context empty for the current one
 */
record Kubeconfig(Optional<String> file, Optional<String> context) {
    /** Nothing is said: as kubectl does. */
    static final Kubeconfig USUAL = new Kubeconfig(Optional.empty(), Optional.empty());

    /** A person waits: what is not there now is not asked for again and again. */
    private static final int NO_RETRIES = 0;

    private static final int LONGEST_MILLIS = 10_000;

    /** What the client takes where nobody names an API server: the one of the cluster that it runs in. */
    private static final String NO_CLUSTER = "https://kubernetes.default.svc";

    private static final String IN_A_POD = "KUBERNETES_SERVICE_HOST";

    /**
     * What it says.
     *
     * @throws CannotRun when the file or the context is not there
     */
    Config read() throws CannotRun {
        var config = parsed();
        if (context.isPresent()) {
            refuseUnknown(context.get(), config);
        }
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(NO_RETRIES)
                .withRequestTimeout(LONGEST_MILLIS)
                .withConnectionTimeout(LONGEST_MILLIS)
                .build();
    }

    private Config parsed() throws CannotRun {
        if (file.isEmpty()) {
            return usual();
        }
        var path = new File(file.get());
        if (!path.canRead()) {
            throw new CannotRun("--kubeconfig=%s: there is no such file, or it cannot be read.".formatted(path));
        }
        try {
            return Config.fromKubeconfig(context.orElse(null), path);
        } catch (KubernetesClientException e) {
            throw new CannotRun("--kubeconfig=%s: this is not a kubeconfig: %s".formatted(path, Running.deepest(e)), e);
        }
    }

    private Config usual() throws CannotRun {
        var config = Config.autoConfigure(context.orElse(null));
        boolean guessed = config.getMasterUrl().startsWith(NO_CLUSTER) && System.getenv(IN_A_POD) == null;
        if (guessed
                && Objects.requireNonNullElse(config.getContexts(), List.of()).isEmpty()) {
            throw new CannotRun(
                    "There is no kubeconfig: neither KUBECONFIG nor ~/.kube/config names a cluster. --kubeconfig names"
                            + " one.");
        }
        return config;
    }

    private static void refuseUnknown(String context, Config config) throws CannotRun {
        var names = Objects.requireNonNullElse(config.getContexts(), List.<NamedContext>of()).stream()
                .map(NamedContext::getName)
                .toList();
        if (!names.contains(context)) {
            throw new CannotRun("--context=%s: there is no such context. %s"
                    .formatted(
                            context,
                            names.isEmpty()
                                    ? "The kubeconfig has none."
                                    : "Available: " + String.join(", ", names) + "."));
        }
    }
}
