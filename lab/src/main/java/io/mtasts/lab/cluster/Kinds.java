package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/** The namespaced kinds that can own something, be owned, or be left over in a namespace. */
final class Kinds {
    /** Those that have owners or are owners. */
    static final List<ResourceDefinitionContext> FOLLOWED = List.of(
            namespaced("", "v1", "ConfigMap", "configmaps"),
            namespaced("", "v1", "Secret", "secrets"),
            namespaced("", "v1", "Service", "services"),
            namespaced("", "v1", "ServiceAccount", "serviceaccounts"),
            namespaced("apps", "v1", "Deployment", "deployments"),
            namespaced("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices"),
            namespaced("networking.k8s.io", "v1", "Ingress", "ingresses"),
            namespaced("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies"),
            namespaced("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"));

    /** Those that nobody waits for. */
    static final List<ResourceDefinitionContext> SWEPT = List.of(
            namespaced("", "v1", "Event", "events"),
            namespaced("", "v1", "Pod", "pods"),
            namespaced("coordination.k8s.io", "v1", "Lease", "leases"),
            namespaced("rbac.authorization.k8s.io", "v1", "Role", "roles"),
            namespaced("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings"));

    private Kinds() {}

    static ResourceDefinitionContext of(CustomResourceDefinition definition) {
        var stored = definition.getSpec().getVersions().stream()
                .filter(version -> version.getStorage())
                .findFirst()
                .orElseThrow();
        return new ResourceDefinitionContext.Builder()
                .withGroup(definition.getSpec().getGroup())
                .withVersion(stored.getName())
                .withKind(definition.getSpec().getNames().getKind())
                .withPlural(definition.getSpec().getNames().getPlural())
                .withNamespaced(definition.getSpec().getScope().equals("Namespaced"))
                .build();
    }

    private static ResourceDefinitionContext namespaced(String group, String version, String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}
