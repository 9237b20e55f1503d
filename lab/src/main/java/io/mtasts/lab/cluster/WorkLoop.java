package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts right what it is told to look at, one after the other, and tries again where the API server would not have it. */
final class WorkLoop<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);
    private static final Duration TRY_AGAIN = Duration.ofMillis(200);

    private final Set<K> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread;
    private final Consumer<K> putRight;

    WorkLoop(String name, Consumer<K> putRight) {
        this.putRight = putRight;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Looks at it soon; once, however often it is named until then. */
    void look(K key) {
        lookIn(Duration.ZERO, key);
    }

    /** Looks at it after that time. */
    void lookIn(Duration delay, K key) {
        if (waiting.add(key)) {
            try {
                var _ = thread.schedule(() -> work(key), delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                waiting.remove(key);
            }
        }
    }

    private void work(K key) {
        waiting.remove(key);
        try {
            putRight.accept(key);
        } catch (KubernetesClientException e) {
            LOG.debug("{} again in {}: {}", key, TRY_AGAIN, e.getMessage());
            lookIn(TRY_AGAIN, key);
        } catch (RuntimeException e) {
            LOG.error("The lab cannot put {} right", key, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
