package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.resources.DeploymentOf;
import io.mtasts.operator.resources.NetworkPolicyOf;
import io.mtasts.operator.resources.NginxConfigMapOf;
import io.mtasts.operator.resources.PodDisruptionBudgetOf;
import io.mtasts.operator.resources.PolicyShard;
import io.mtasts.operator.resources.ServiceAccountOf;
import io.mtasts.operator.resources.ServiceOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The children of a PolicyServer: the policies first, so that no pod starts without them. */
final class ServerChildren {
    private ServerChildren() {}

    /** @param shardsThere the names of the shards that exist: an empty one is written only to empty it */
    static List<HasMetadata> of(PolicyServer server, List<PolicyShard> shards, Set<String> shardsThere, String image) {
        var children = new ArrayList<HasMetadata>();
        shards.stream()
                .filter(shard -> !shard.isOverfull())
                .filter(shard -> !shard.isEmpty() || shardsThere.contains(shard.name()))
                .map(PolicyShard::configMap)
                .forEach(children::add);
        children.add(ServiceAccountOf.serviceAccount(server));
        children.add(NginxConfigMapOf.configMap(server));
        children.add(DeploymentOf.deployment(server, image));
        children.add(ServiceOf.service(server));
        children.add(NetworkPolicyOf.networkPolicy(server));
        PodDisruptionBudgetOf.podDisruptionBudget(server).ifPresent(children::add);
        return children;
    }
}
