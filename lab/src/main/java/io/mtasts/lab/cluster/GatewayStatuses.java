package io.mtasts.lab.cluster;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.mtasts.lab.cluster.Routes.Ref;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Says in each Gateway where it answers and in each HTTPRoute that it was taken up, as a Gateway controller does. */
final class GatewayStatuses implements AutoCloseable {
    private static final String CONTROLLER = "lab.mtasts.io/gateway";

    private final KubernetesClient client;
    private final String address;
    private final InstantSource clock;
    private final WorkLoop<Ref> gateways = new WorkLoop<>("lab-gateways", this::writeGateway);
    private final WorkLoop<Ref> routes = new WorkLoop<>("lab-http-routes", this::writeRoute);

    GatewayStatuses(KubernetesClient client, ClusterView view, String address, InstantSource clock) {
        this.client = client;
        this.address = address;
        this.clock = clock;
        new LateInformer<>(client, view, Gateway.class).onEach(gateway -> gateways.look(Ref.to(gateway)));
        new LateInformer<>(client, view, HTTPRoute.class).onEach(route -> routes.look(Ref.to(route)));
    }

    private void writeGateway(Ref ref) {
        var gateway = client.resources(Gateway.class)
                .inNamespace(ref.namespace())
                .withName(ref.name())
                .get();
        if (gateway == null
                || (gateway.getStatus() != null
                        && gateway.getStatus().getConditions().stream()
                                .anyMatch(condition -> isCurrent(
                                        condition, gateway.getMetadata().getGeneration())))) {
            return;
        }
        long generation = gateway.getMetadata().getGeneration();
        client.resource(gateway).editStatus(current -> {
            current.setStatus(new GatewayStatusBuilder()
                    .addNewAddress("IPAddress", address)
                    .withConditions(condition("Accepted", generation), condition("Programmed", generation))
                    .build());
            return current;
        });
    }

    private void writeRoute(Ref ref) {
        var route = client.resources(HTTPRoute.class)
                .inNamespace(ref.namespace())
                .withName(ref.name())
                .get();
        if (route == null
                || (route.getStatus() != null
                        && route.getStatus().getParents().stream()
                                .flatMap(parent -> parent.getConditions().stream())
                                .anyMatch(condition ->
                                        isCurrent(condition, route.getMetadata().getGeneration())))) {
            return;
        }
        long generation = route.getMetadata().getGeneration();
        var status = new HTTPRouteStatusBuilder();
        route.getSpec()
                .getParentRefs()
                .forEach(parent -> status.addNewParent()
                        .withControllerName(CONTROLLER)
                        .withParentRef(parent)
                        .withConditions(condition("Accepted", generation), condition("ResolvedRefs", generation))
                        .endParent());
        client.resource(route).editStatus(current -> {
            current.setStatus(status.build());
            return current;
        });
    }

    private static boolean isCurrent(Condition condition, long generation) {
        return condition.getType().equals("Accepted") && condition.getObservedGeneration() == generation;
    }

    private Condition condition(String type, long generation) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(type)
                .withMessage("")
                .withObservedGeneration(generation)
                .withLastTransitionTime(
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .build();
    }

    @Override
    public void close() {
        gateways.close();
        routes.close();
    }
}
