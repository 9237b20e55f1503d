package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.mtasts.api.v1alpha1.GatewayExposure;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.ParentRef;
import io.mtasts.api.v1alpha1.PolicyServer;

/** The way from a policy host to its server through a Gateway, whose listener holds the certificate. */
public final class HttpRouteOf {
    private static final String GATEWAY_API = "gateway.networking.k8s.io";

    private HttpRouteOf() {}

    /** The HTTPRoute of that policy's host, at the Gateways that its server's exposure names. */
    public static HTTPRoute httpRoute(MailDomainPolicy policy, PolicyServer server, GatewayExposure gateway) {
        return new HTTPRouteBuilder()
                .withMetadata(Ownership.metadata(policy))
                .withNewSpec()
                .withParentRefs(
                        gateway.parentRefs().stream().map(HttpRouteOf::parent).toList())
                .withHostnames(PolicyHostName.of(policy))
                .addNewRule()
                .addNewMatch()
                .withNewPath()
                .withType("Exact")
                .withValue(PolicyHostName.PATH)
                .endPath()
                .endMatch()
                // Group, kind and weight are the defaults, written out so that what is applied equals what is read
                // back.
                .addNewBackendRef()
                .withGroup("")
                .withKind("Service")
                .withName(ChildName.of(server))
                .withPort(ServiceOf.PORT)
                .withWeight(1)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }

    private static ParentReference parent(ParentRef gateway) {
        return new ParentReferenceBuilder()
                .withGroup(GATEWAY_API)
                .withKind("Gateway")
                .withName(gateway.name())
                .withNamespace(gateway.namespace())
                .build();
    }
}
