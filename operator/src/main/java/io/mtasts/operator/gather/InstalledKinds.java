package io.mtasts.operator.gather;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kinds of other projects the cluster has now. They may be installed, or taken away, while the operator runs; the API server's
 * discovery is asked, which needs no right on CustomResourceDefinitions.
 */
public final class InstalledKinds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledKinds.class);

    private final KubernetesClient client;
    private final List<Class<? extends HasMetadata>> kinds;
    private final Runnable onChange;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("installed-kinds").daemon().factory());
    private volatile Set<Class<? extends HasMetadata>> installed = Set.of();

    /**
     * @param kinds those that may be there or not
     * @param onChange told when one came or went
     */
    public InstalledKinds(KubernetesClient client, List<Class<? extends HasMetadata>> kinds, Runnable onChange) {
        this.client = client;
        this.kinds = List.copyOf(kinds);
        this.onChange = onChange;
    }

    /** Asks now, and then again and again. */
    public void start(Duration every) {
        installed = ask();
        var _ = timer.scheduleWithFixedDelay(this::askAgain, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean has(Class<? extends HasMetadata> kind) {
        return installed.contains(kind);
    }

    private void askAgain() {
        try {
            var now = ask();
            if (!now.equals(installed)) {
                LOG.info(
                        "Kinds of other projects in this cluster: {}",
                        now.stream()
                                .map(HasMetadata::getFullResourceName)
                                .sorted()
                                .toList());
                installed = now;
                onChange.run();
            }
        } catch (KubernetesClientException e) {
            LOG.warn("Cannot ask the API server which kinds it has; trying again later: {}", e.getMessage());
        }
    }

    private Set<Class<? extends HasMetadata>> ask() {
        return kinds.stream().filter(client::supports).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
