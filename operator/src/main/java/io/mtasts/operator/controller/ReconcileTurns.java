package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mtasts.fair.Shares;
import java.util.function.Supplier;

/** Has resources reconciled so many at once, in turn by namespace: a thousand of one do not keep the one of another waiting. */
final class ReconcileTurns {
    private final Shares shares;

    ReconcileTurns(int atOnce) {
        this.shares = new Shares(atOnce);
    }

    /** Does it once it is the turn of the resource's namespace. */
    <T> T in(HasMetadata resource, Supplier<T> work) {
        try (var _ = shares.take(resource.getMetadata().getNamespace())) {
            return work.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before its turn", stop);
        }
    }
}
