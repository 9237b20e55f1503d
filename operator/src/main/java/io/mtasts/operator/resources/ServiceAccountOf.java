package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;

/** Who the pods of a policy server are: nobody in particular, and without a token to prove it. */
public final class ServiceAccountOf {
    private ServiceAccountOf() {}

    /** The ServiceAccount of that server. */
    public static ServiceAccount serviceAccount(PolicyServer server) {
        return new ServiceAccountBuilder()
                .withMetadata(Ownership.metadata(server, ChildName.of(server)))
                .withAutomountServiceAccountToken(false)
                .build();
    }
}
