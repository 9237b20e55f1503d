package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PolicyServerSpec;
import java.util.Map;

/** The PolicyServer of a namespace in which a domain wants one and nobody wrote one. */
public final class PolicyServerDefault {
    private PolicyServerDefault() {}

    /** What is created in that namespace; it has no owner, as it outlives the domain that called for it. */
    public static PolicyServer in(String namespace) {
        var server = new PolicyServer();
        server.setMetadata(new ObjectMetaBuilder()
                .withName(MailDomainPolicySpec.DEFAULT_SERVER)
                .withNamespace(namespace)
                .withLabels(Map.of(Labels.MANAGED_BY, Labels.FIELD_MANAGER, Labels.CREATED_ON_DEMAND, "true"))
                .build());
        server.setSpec(PolicyServerSpec.DEFAULT);
        return server;
    }

    /** Did the operator make this one, so that it may remove it when no domain uses it? */
    public static boolean isOnDemand(PolicyServer server) {
        var labels = server.getMetadata().getLabels();
        return labels != null && "true".equals(labels.get(Labels.CREATED_ON_DEMAND));
    }
}
