package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.operator.lookout.Sighting;
import io.mtasts.operator.resources.ChildName;
import io.mtasts.operator.status.Situation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which server a policy host is led to, by the Ingress or HTTPRoute that is there. When a policy names another server, or takes a domain
 * over from another resource, its host follows once every pod there gives the policy: whoever asks is answered all the time.
 */
final class WayIn {
    private final KnownCluster cluster;

    WayIn(KnownCluster cluster) {
        this.cluster = cluster;
    }

    /** The name of the server that the spec names, once the host is led there; empty while it is led to another. */
    Optional<String> server(Situation situation) {
        return leadsElsewhere(situation)
                ? Optional.empty()
                : Optional.of(situation.spec().serverName());
    }

    /** Those children that may be applied now. */
    List<HasMetadata> open(Situation situation, List<HasMetadata> children) {
        return mayLead(situation)
                ? children
                : children.stream()
                        .filter(child -> !(child instanceof Ingress || child instanceof HTTPRoute))
                        .toList();
    }

    private boolean mayLead(Situation situation) {
        var served = situation.before().flatMap(status -> status.served());
        boolean taken = leadsElsewhere(situation)
                || situation.surroundings().predecessor().isPresent();
        return served.isEmpty()
                || !taken
                || situation
                        .sighting()
                        .filter(seen -> seen.assignment().pods().equals(ReadyPods.of(situation, cluster)))
                        .filter(Sighting::everyPodGivesIt)
                        .flatMap(seen -> seen.assignment().expected())
                        .filter(policy -> policy.id().equals(served.get().id()))
                        .isPresent();
    }

    /**
     * May the Ingress of one that has handed its domain over go? The successor's has to be there, and known to an ingress controller, as far
     * as ingress controllers say so here.
     */
    boolean mayBeLeft(Situation situation) {
        return situation
                .surroundings()
                .successor()
                .flatMap(cluster::wayIn)
                .filter(next -> isKnown(next)
                        || situation.ingress().filter(WayIn::isKnown).isEmpty())
                .isPresent();
    }

    private static boolean isKnown(Ingress ingress) {
        return Optional.ofNullable(ingress.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getLoadBalancer()))
                .filter(balancer -> !balancer.getIngress().isEmpty())
                .isPresent();
    }

    /** Where there is no way in yet, none leads elsewhere. */
    private boolean leadsElsewhere(Situation situation) {
        var wanted = situation.server().map(ChildName::of);
        return (situation.byGateway() ? byRoute(situation) : byIngress(situation))
                .anyMatch(service -> !wanted.equals(Optional.of(service)));
    }

    private static Stream<String> byIngress(Situation situation) {
        return situation.ingress().stream()
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> Stream.ofNullable(rule.getHttp()))
                .flatMap(http -> http.getPaths().stream())
                .map(path -> path.getBackend().getService())
                .map(service -> service == null ? "" : service.getName()); // somebody may have put anything there
    }

    private Stream<String> byRoute(Situation situation) {
        var policy = situation.policy();
        return cluster.get(HTTPRoute.class, policy.getMetadata().getNamespace(), ChildName.of(policy)).stream()
                .flatMap(route -> route.getSpec().getRules().stream())
                .flatMap(rule -> rule.getBackendRefs().stream())
                .map(backend -> backend.getName());
    }
}
