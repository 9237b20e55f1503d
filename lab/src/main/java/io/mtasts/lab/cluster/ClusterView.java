package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/** What the stand-ins know of the cluster: everything that has to do with serving a file over HTTPS, kept current. */
record ClusterView(
        SharedIndexInformer<CustomResourceDefinition> definitions,
        SharedIndexInformer<Deployment> deployments,
        SharedIndexInformer<Service> services,
        SharedIndexInformer<EndpointSlice> endpointSlices,
        SharedIndexInformer<Ingress> ingresses,
        SharedIndexInformer<ConfigMap> configMaps,
        SharedIndexInformer<Secret> secrets) {

    /** Watches all namespaces until the client is closed. */
    static ClusterView of(KubernetesClient client) {
        return new ClusterView(
                Informers.start(client.apiextensions().v1().customResourceDefinitions()),
                Informers.start(client.apps().deployments().inAnyNamespace()),
                Informers.start(client.services().inAnyNamespace()),
                Informers.start(client.discovery().v1().endpointSlices().inAnyNamespace()),
                Informers.start(client.network().v1().ingresses().inAnyNamespace()),
                Informers.start(client.configMaps().inAnyNamespace()),
                Informers.start(client.secrets().inAnyNamespace()));
    }
}
