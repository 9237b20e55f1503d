package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.util.Optional;

/** How many pods of a policy server a drain may take at a time. */
public final class PodDisruptionBudgetOf {
    private PodDisruptionBudgetOf() {}

    /** One at a time; empty for a server of one pod, which could then never be moved. */
    public static Optional<PodDisruptionBudget> podDisruptionBudget(PolicyServer server) {
        return server.getSpec().replicas() > 1 ? Optional.of(oneAtATime(server)) : Optional.empty();
    }

    /** The same for any number of pods. */
    public static PodDisruptionBudget oneAtATime(PolicyServer server) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Ownership.metadata(server, ChildName.of(server)))
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withNewSelector()
                .withMatchLabels(Labels.selector(server))
                .endSelector()
                .endSpec()
                .build();
    }
}
