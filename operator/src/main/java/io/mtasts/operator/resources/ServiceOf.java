package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;

/** Where the Ingresses and HTTPRoutes of a server's domains lead to. */
public final class ServiceOf {
    /** The Service's port. */
    public static final int PORT = 80;

    private ServiceOf() {}

    /** The Service of that server. */
    public static Service service(PolicyServer server) {
        return new ServiceBuilder()
                .withMetadata(Ownership.metadata(server, ChildName.of(server)))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.selector(server))
                .addNewPort()
                .withName(DeploymentOf.PORT_NAME)
                .withProtocol("TCP")
                .withPort(PORT)
                .withNewTargetPort(DeploymentOf.PORT_NAME)
                .endPort()
                .endSpec()
                .build();
    }
}
