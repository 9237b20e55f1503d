package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;

/** The pods of a policy server answer on one port and call nobody. */
public final class NetworkPolicyOf {
    private NetworkPolicyOf() {}

    /** The NetworkPolicy of that server: anybody may ask, as policies are public. Egress without a rule is none. */
    public static NetworkPolicy networkPolicy(PolicyServer server) {
        return new NetworkPolicyBuilder()
                .withMetadata(Ownership.metadata(server, ChildName.of(server)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Labels.selector(server))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .addNewIngress()
                .addNewPort()
                .withProtocol("TCP")
                .withNewPort(DeploymentOf.PORT)
                .endPort()
                .endIngress()
                .endSpec()
                .build();
    }
}
