package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Says in each Ingress where the ingress controller answers, as ingress controllers do. */
final class IngressStatus implements AutoCloseable {
    private final KubernetesClient client;
    private final ClusterView view;
    private final WorkLoop<String> ingresses = new WorkLoop<>("lab-ingress-status", this::write);
    private volatile List<IngressLoadBalancerIngress> addresses;

    IngressStatus(KubernetesClient client, ClusterView view, List<IngressLoadBalancerIngress> addresses) {
        this.client = client;
        this.view = view;
        this.addresses = List.copyOf(addresses);
        Informers.onEach(view.ingresses(), this::look);
    }

    void announce(List<IngressLoadBalancerIngress> other) {
        addresses = List.copyOf(other);
        view.ingresses().getStore().list().forEach(this::look);
    }

    private void look(Ingress ingress) {
        ingresses.look(ingress.getMetadata().getNamespace() + "/"
                + ingress.getMetadata().getName());
    }

    private void write(String key) {
        var ingress = view.ingresses().getIndexer().getByKey(key);
        if (ingress != null && !addresses.equals(announced(ingress))) {
            client.resource(ingress)
                    .editStatus(current -> new IngressBuilder(current)
                            .editOrNewStatus()
                            .withNewLoadBalancer()
                            .withIngress(addresses)
                            .endLoadBalancer()
                            .endStatus()
                            .build());
        }
    }

    private static List<IngressLoadBalancerIngress> announced(Ingress ingress) {
        var status = ingress.getStatus();
        return status == null || status.getLoadBalancer() == null
                ? List.of()
                : status.getLoadBalancer().getIngress();
    }

    @Override
    public void close() {
        ingresses.close();
    }
}
