package io.mtasts.operator.gather;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.Publishers;
import io.mtasts.operator.publish.RecordPublisher;
import io.mtasts.operator.publish.Route;
import io.mtasts.operator.resources.ChildName;
import io.mtasts.operator.resources.IngressOf;
import io.mtasts.operator.resources.PolicyHostName;
import io.mtasts.operator.settings.RunSettings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Gathers the input of a policy's pass from what the informers hold. */
public final class Gatherer {
    private static final String CERT_MANAGER = "cert-manager.io";

    private final RunSettings settings;
    private final KnownCluster cluster;
    private final PolicyIndex policies;
    private final ServedHosts servedHosts;
    private final Outside outside;
    private final RecordPublisher<ResourceID> publisher;
    private final Clock clock;

    public Gatherer(
            RunSettings settings,
            KnownCluster cluster,
            PolicyIndex policies,
            ServedHosts servedHosts,
            Outside outside,
            RecordPublisher<ResourceID> publisher,
            Clock clock) {
        this.settings = settings;
        this.cluster = cluster;
        this.policies = policies;
        this.servedHosts = servedHosts;
        this.outside = outside;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * What is known of a policy now. Empty when there is a newer version of it: it may have had to wait for its turn.
     *
     * @param refused children that the API server refuses
     * @param namespaceGoing whether its Namespace is being deleted
     */
    public Optional<PolicyInput> of(
            MailDomainPolicy policy, Optional<ProbeResult> probe, RefusedChildren refused, boolean namespaceGoing) {
        return policies.isLatest(policy)
                ? Optional.of(latest(policy, probe, refused, namespaceGoing))
                : Optional.empty();
    }

    private PolicyInput latest(
            MailDomainPolicy policy, Optional<ProbeResult> probe, RefusedChildren refused, boolean namespaceGoing) {
        var namespace = policy.getMetadata().getNamespace();
        var name = ChildName.of(policy);
        var server = cluster.get(PolicyServer.class, namespace, policy.getSpec().serverName());
        var pods = server.map(found -> ReadyPods.of(cluster.endpointSlices(namespace, ChildName.of(found))));
        var certificate = cluster.get(Certificate.class, namespace, name);
        var issuer = Referrers.issuer(policy, server, settings.defaultIssuer());
        var clusterState = clusterState(policy, namespaceGoing);
        return new PolicyInput(
                policy,
                cluster.grants(namespace),
                policies.owner(policy, this::granted),
                server,
                Route.of(policy.getSpec(), server),
                pods.orElse(List.of()),
                cluster.has(Certificate.class),
                cluster.has(HTTPRoute.class),
                issuer,
                issuer.map(settings::allowsIssuer).orElse(true),
                issuer.map(ref -> exists(ref, namespace)).orElse(false),
                issuer.flatMap(ref -> acme(ref, namespace)),
                certificate,
                certificate.map(Issuance::of),
                CertificateTurn.FREE,
                cluster.get(Ingress.class, namespace, name),
                publicAddresses(policy, server),
                List.of(),
                refused,
                publishers(policy, name),
                probe,
                settings.propagation(),
                clusterState,
                outside.contactable(),
                clock.instant());
    }

    private Publishers publishers(MailDomainPolicy policy, String name) {
        return new Publishers(
                cluster.has(DNSEndpoint.class),
                cluster.get(DNSEndpoint.class, policy.getMetadata().getNamespace(), name),
                publisher.servers(),
                publisher.latest(ResourceID.fromResource(policy)));
    }

    private ClusterState clusterState(MailDomainPolicy policy, boolean namespaceGoing) {
        return new ClusterState(
                namespaceGoing,
                settings.retirementMaxAge(),
                heldBody(policy),
                policies.predecessor(policy),
                policies.successor(policy),
                hostIsLed(policy),
                policies.handOverLeadsBack(policy),
                outside.clockAgrees().getAsBoolean());
    }

    private boolean hostIsLed(MailDomainPolicy policy) {
        return policies.rivals(policy).stream()
                .flatMap(rival -> policies.get(rival).stream())
                .flatMap(rival -> cluster.childOf(Ingress.class, rival).stream())
                .anyMatch(ingress -> IngressOf.leads(ingress, PolicyHostName.of(policy)));
    }

    /**
     * Before a resource goes whose status says nothing, the API server is asked: right after a start the informer of servers may not know
     * yet, and then it is too late.
     */
    private Optional<String> heldBody(MailDomainPolicy policy) {
        var namespace = policy.getMetadata().getNamespace();
        var host = PolicyHostName.of(policy);
        boolean last = policy.isMarkedForDeletion() && !PolicyIndex.serves(policy) && !Ended.isSaidOf(policy);
        return servedHosts.held(namespace, host).or(() -> last ? cluster.held(namespace, host) : Optional.empty());
    }

    private boolean granted(MailDomainPolicy policy) {
        return cluster.grants(policy.getMetadata().getNamespace())
                .map(grants -> grants.cover(policy.getSpec().domain()))
                .orElse(true);
    }

    /** Issuers of other projects cannot be looked for: cert-manager will say how it fares with them. */
    private boolean exists(IssuerRef issuer, String namespace) {
        if (!issuer.group().equals(CERT_MANAGER)) {
            return true;
        }
        return switch (issuer.kind()) {
            case "Issuer" -> cluster.get(Issuer.class, namespace, issuer.name()).isPresent();
            case "ClusterIssuer" ->
                cluster.get(ClusterIssuer.class, namespace, issuer.name()).isPresent();
            default -> true;
        };
    }

    private Optional<AcmeIssuer> acme(IssuerRef issuer, String namespace) {
        if (!issuer.group().equals(CERT_MANAGER)) {
            return Optional.empty();
        }
        return switch (issuer.kind()) {
            case "Issuer" -> cluster.get(Issuer.class, namespace, issuer.name()).flatMap(AcmeIssuer::of);
            case "ClusterIssuer" ->
                cluster.get(ClusterIssuer.class, namespace, issuer.name()).flatMap(AcmeIssuer::of);
            default -> Optional.empty();
        };
    }

    private SortedSet<String> publicAddresses(MailDomainPolicy policy, Optional<PolicyServer> server) {
        var namespace = policy.getMetadata().getNamespace();
        var byIngress = cluster.get(Ingress.class, namespace, ChildName.of(policy)).stream()
                .flatMap(ingress -> Optional.ofNullable(ingress.getStatus()).stream())
                .flatMap(Gatherer::addresses);
        var byGateway = server.stream()
                .flatMap(Referrers::gateways)
                .flatMap(gateway ->
                        cluster
                                .get(Gateway.class, gateway.getNamespace().orElse(namespace), gateway.getName())
                                .stream())
                .flatMap(gateway -> Referrers.addresses(gateway).stream());
        var addresses = new TreeSet<String>();
        Stream.concat(byIngress, byGateway).forEach(addresses::add);
        return addresses;
    }

    private static Stream<String> addresses(IngressStatus status) {
        return Optional.ofNullable(status.getLoadBalancer()).stream()
                .flatMap(balancer -> balancer.getIngress().stream())
                .flatMap(Gatherer::address);
    }

    private static Stream<String> address(IngressLoadBalancerIngress ingress) {
        return Stream.of(Optional.ofNullable(ingress.getIp()), Optional.ofNullable(ingress.getHostname()))
                .flatMap(Optional::stream);
    }
}
