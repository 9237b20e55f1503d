package io.mtasts.operator.cluster;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for what a cluster does in its own time. */
final class Soon {
    /** The kubelet alone takes a minute until a changed ConfigMap is in the pods. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Soon() {}

    /** Until the assertion holds and throws nothing, at most {@link #PATIENCE}. */
    static void soon(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}
