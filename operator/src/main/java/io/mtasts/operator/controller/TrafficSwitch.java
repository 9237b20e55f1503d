package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.operator.gather.KnownCluster;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.resources.ChildName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which server a policy host is led to, by the Ingress or HTTPRoute that is there. When a policy names another server, or takes a domain
 * over from another resource, its host follows once every pod there gives the policy: whoever asks is answered all the time.
 */
final class TrafficSwitch {
    private final KnownCluster cluster;

    TrafficSwitch(KnownCluster cluster) {
        this.cluster = cluster;
    }

    /** The name of the server that the spec names, once the host is led there; empty while it is led to another. */
    Optional<String> server(PolicyInput input) {
        return leadsElsewhere(input)
                ? Optional.empty()
                : Optional.of(input.spec().serverName());
    }

    /** Those children that may be applied now. */
    List<HasMetadata> open(PolicyInput input, List<HasMetadata> children) {
        return mayLead(input)
                ? children
                : children.stream()
                        .filter(child -> !(child instanceof Ingress || child instanceof HTTPRoute))
                        .toList();
    }

    private boolean mayLead(PolicyInput input) {
        var served = input.before().flatMap(status -> status.served());
        boolean taken =
                leadsElsewhere(input) || input.clusterState().predecessor().isPresent();
        return served.isEmpty()
                || !taken
                || input.probe()
                        .filter(seen -> seen.probeSpec().pods().equals(input.pods()))
                        .filter(ProbeResult::everyPodGivesIt)
                        .flatMap(seen -> seen.probeSpec().expected())
                        .filter(policy -> policy.id().equals(served.get().id()))
                        .isPresent();
    }

    /**
     * What of one that has handed its domain over may go. The successor's has to be there at the same place, and known to a controller, as
     * far as controllers say so here: whoever still comes by the old way finds the new one.
     */
    List<HasMetadata> toBeLeft(PolicyInput input) {
        return input.clusterState().successor().stream()
                .flatMap(successor -> Stream.concat(
                        toBeLeft(Ingress.class, input.policy(), successor, TrafficSwitch::stands),
                        toBeLeft(HTTPRoute.class, input.policy(), successor, TrafficSwitch::stands)))
                .toList();
    }

    private <R extends HasMetadata> Stream<HasMetadata> toBeLeft(
            Class<R> kind, MailDomainPolicy from, MailDomainPolicy to, BiPredicate<R, R> stands) {
        return cluster
                .childOf(kind, from)
                .filter(old -> cluster.childOf(kind, to)
                        .filter(next -> stands.test(old, next))
                        .isPresent())
                .stream()
                .map(HasMetadata.class::cast);
    }

    /** Does the next one lead from every place from where the old one leads? */
    private static boolean stands(Ingress old, Ingress next) {
        return addresses(next).containsAll(addresses(old));
    }

    private static Set<String> addresses(Ingress ingress) {
        return Optional.ofNullable(ingress.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getLoadBalancer()))
                .stream()
                .flatMap(balancer -> balancer.getIngress().stream())
                .flatMap(one -> Stream.of(one.getIp(), one.getHostname()).filter(Objects::nonNull))
                .collect(Collectors.toSet());
    }

    private static boolean stands(HTTPRoute old, HTTPRoute next) {
        var taken = taken(old);
        return taken.isEmpty()
                ? gateways(next).containsAll(gateways(old))
                : taken(next).containsAll(taken);
    }

    /** Those that it is for, each as namespace and name. */
    private static Set<String> gateways(HTTPRoute route) {
        return route.getSpec().getParentRefs().stream()
                .map(parent -> key(route, parent))
                .collect(Collectors.toSet());
    }

    /** Those that say that they have taken it. */
    private static Set<String> taken(HTTPRoute route) {
        return Optional.ofNullable(route.getStatus()).stream()
                .flatMap(status -> status.getParents().stream())
                .filter(parent -> parent.getConditions().stream()
                        .anyMatch(condition ->
                                condition.getType().equals("Accepted") && "True".equals(condition.getStatus())))
                .map(parent -> key(route, parent.getParentRef()))
                .collect(Collectors.toSet());
    }

    private static String key(HTTPRoute route, ParentReference parent) {
        var namespace = Objects.requireNonNullElse(
                parent.getNamespace(), route.getMetadata().getNamespace());
        return namespace + "/" + parent.getName();
    }

    /** Where there is no way in yet, none leads elsewhere. */
    private boolean leadsElsewhere(PolicyInput input) {
        var wanted = input.server().map(ChildName::of);
        return (input.byGateway() ? byRoute(input) : byIngress(input))
                .anyMatch(service -> !wanted.equals(Optional.of(service)));
    }

    private static Stream<String> byIngress(PolicyInput input) {
        return input.ingress().stream()
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> Stream.ofNullable(rule.getHttp()))
                .flatMap(http -> http.getPaths().stream())
                .map(path -> path.getBackend().getService())
                .map(service -> service == null ? "" : service.getName()); // somebody may have put anything there
    }

    private Stream<String> byRoute(PolicyInput input) {
        var policy = input.policy();
        return cluster.get(HTTPRoute.class, policy.getMetadata().getNamespace(), ChildName.of(policy)).stream()
                .flatMap(route -> route.getSpec().getRules().stream())
                .flatMap(rule -> rule.getBackendRefs().stream())
                .map(backend -> backend.getName());
    }
}
