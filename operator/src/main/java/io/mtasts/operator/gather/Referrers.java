package io.mtasts.operator.gather;

import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusAddress;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which policies an Issuer or a Gateway matters to, and when: one that comes, goes or changes calls for those that refer to it alone. */
final class Referrers {
    /** Kinds that policies refer to by name, on their own or by their server. */
    static final Set<Class<? extends HasMetadata>> KINDS = Set.of(Issuer.class, ClusterIssuer.class, Gateway.class);

    private final PolicyIndex policies;
    private final Optional<IssuerRef> defaultIssuer;
    private final BiFunction<String, String, Optional<PolicyServer>> servers;

    /** @param servers a PolicyServer by namespace and name */
    Referrers(
            PolicyIndex policies,
            Optional<IssuerRef> defaultIssuer,
            BiFunction<String, String, Optional<PolicyServer>> servers) {
        this.policies = policies;
        this.defaultIssuer = defaultIssuer;
        this.servers = servers;
    }

    /** The issuer that applies: the policy's own, the server's, or the operator's default. */
    static Optional<IssuerRef> issuer(
            MailDomainPolicy policy, Optional<PolicyServer> server, Optional<IssuerRef> defaultIssuer) {
        return Optional.ofNullable(policy.getSpec().certificate())
                .flatMap(certificate -> Optional.ofNullable(certificate.issuerRef()))
                .or(() -> server.flatMap(
                                found -> Optional.ofNullable(found.getSpec().certificate()))
                        .flatMap(certificate -> Optional.ofNullable(certificate.issuerRef())))
                .or(() -> defaultIssuer);
    }

    /** The Gateways that expose a server. */
    static Stream<ResourceID> gateways(PolicyServer server) {
        return Optional.ofNullable(server.getSpec().exposure())
                .flatMap(exposure -> Optional.ofNullable(exposure.gateway()))
                .stream()
                .flatMap(gateway -> gateway.parentRefs().stream())
                .map(parent -> new ResourceID(
                        parent.name(),
                        parent.namespace() == null ? server.getMetadata().getNamespace() : parent.namespace()));
    }

    /** Where a Gateway says that it can be reached. */
    static List<String> addresses(Gateway gateway) {
        return Optional.ofNullable(gateway.getStatus()).stream()
                .flatMap(status -> status.getAddresses().stream())
                .map(GatewayStatusAddress::getValue)
                .toList();
    }

    /** Does the change matter? Of an issuer only that it is there is asked for, and what CAA records ask of it. */
    static boolean matters(HasMetadata now, HasMetadata before) {
        return switch (now) {
            case Gateway gateway -> !addresses(gateway).equals(addresses((Gateway) before));
            case Issuer issuer -> !AcmeIssuer.of(issuer).equals(AcmeIssuer.of((Issuer) before));
            case ClusterIssuer issuer -> !AcmeIssuer.of(issuer).equals(AcmeIssuer.of((ClusterIssuer) before));
            default -> false;
        };
    }

    /** Those that refer to this Issuer, ClusterIssuer or Gateway. */
    Set<ResourceID> of(HasMetadata referent) {
        return policies.policies()
                .filter(policy -> referent instanceof Gateway ? isBehind(policy, referent) : uses(policy, referent))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private boolean isBehind(MailDomainPolicy policy, HasMetadata gateway) {
        return server(policy).stream().flatMap(Referrers::gateways).anyMatch(ResourceID.fromResource(gateway)::equals);
    }

    private boolean uses(MailDomainPolicy policy, HasMetadata issuer) {
        return issuer(policy, server(policy), defaultIssuer)
                .filter(ref -> ref.kind().equals(issuer.getKind())
                        && ref.name().equals(issuer.getMetadata().getName()))
                .filter(_ -> issuer instanceof ClusterIssuer
                        || issuer.getMetadata()
                                .getNamespace()
                                .equals(policy.getMetadata().getNamespace()))
                .isPresent();
    }

    private Optional<PolicyServer> server(MailDomainPolicy policy) {
        return servers.apply(
                policy.getMetadata().getNamespace(), policy.getSpec().serverName());
    }
}
