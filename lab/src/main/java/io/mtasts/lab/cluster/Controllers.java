package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;

/**
 * What stands beside the API server in a real cluster and not in the lab: the Deployment and EndpointSlice controllers, the
 * status that ingress and Gateway controllers write, garbage collection, the end of Namespaces and the adding up of
 * ClusterRoles. They react to watches, within milliseconds.
 */
public final class Controllers implements AutoCloseable {
    private final Pods pods;
    private final Workloads workloads;
    private final IngressStatus ingressStatus;
    private final GarbageCollector garbageCollector;
    private final NamespaceFinisher namespaces;
    private final GatewayStatuses gateways;
    private final RoleAggregation roles;

    Controllers(KubernetesClient client, ClusterView view, Pods pods, String frontAddress, InstantSource clock) {
        this.pods = pods;
        this.workloads = new Workloads(client, view, pods, clock);
        this.ingressStatus = new IngressStatus(
                client,
                view,
                List.of(new IngressLoadBalancerIngressBuilder()
                        .withIp(frontAddress)
                        .build()));
        var objects = new ClusterObjects(client, view);
        this.garbageCollector = new GarbageCollector(client, objects);
        this.namespaces = new NamespaceFinisher(client, objects);
        this.gateways = new GatewayStatuses(client, view, frontAddress, clock);
        this.roles = new RoleAggregation(client);
    }

    /** Lets at most so many pods of a Deployment be ready, as when their probes fail. */
    public void limitReady(String namespace, String deployment, int atMost) {
        pods.limitReady(namespace, deployment, atMost);
        workloads.look(namespace);
    }

    /** Writes these addresses or host names into the status of every Ingress from now on. */
    public void announceIngressAt(List<IngressLoadBalancerIngress> addresses) {
        ingressStatus.announce(addresses);
    }

    /** Lets a Namespace that is being deleted stay with all that is in it, or lets it go again. */
    public void holdNamespaces(boolean hold) {
        namespaces.hold(hold);
    }

    @Override
    public void close() {
        workloads.close();
        ingressStatus.close();
        garbageCollector.close();
        namespaces.close();
        gateways.close();
        roles.close();
    }
}
