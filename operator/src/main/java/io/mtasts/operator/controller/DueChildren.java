package io.mtasts.operator.controller;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.gather.CertificateTurn;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.DnsEndpointOf;
import io.mtasts.operator.resources.IngressOf;
import io.mtasts.operator.resources.Ownership;
import io.mtasts.operator.resources.PolicyServerDefault;
import io.mtasts.operator.rollout.HandOver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which children of a policy are due now: each in its turn, and while the spec is not accepted no more than what is served needs. */
final class DueChildren {
    private final PolicyChildren children;
    private final TrafficSwitch trafficSwitch;

    DueChildren(PolicyChildren children, TrafficSwitch trafficSwitch) {
        this.children = children;
        this.trafficSwitch = trafficSwitch;
    }

    /** @param allowed whether new steps may be taken, by the status as it stands */
    WantedChildren of(Preconditions preconditions, boolean allowed) {
        var input = preconditions.input();
        if (input.handOver() == HandOver.DONE) {
            return WantedChildren.gone(trafficSwitch.toBeLeft(input));
        }
        if (!allowed) {
            return WantedChildren.ofServed(
                    trafficSwitch.open(input, leadingToServed(preconditions)), recordOfServed(input));
        }
        var due = trafficSwitch.open(input, due(preconditions));
        return new WantedChildren(
                serverOnDemand(input).stream().toList(), List.of(), due, otherwise(input, due), List.of());
    }

    /** A new Certificate has to wait for its turn, and a DNSEndpoint until it has something to say. */
    private List<HasMetadata> due(Preconditions preconditions) {
        return children.of(preconditions).stream()
                .filter(DueChildren::saysSomething)
                .filter(child -> !(child instanceof Certificate) || hasItsTurn(preconditions.input()))
                .toList();
    }

    private static boolean hasItsTurn(PolicyInput input) {
        return !(input.turn() instanceof CertificateTurn.Queued);
    }

    private static boolean saysSomething(HasMetadata child) {
        return !(child instanceof DNSEndpoint endpoint)
                || !endpoint.getSpec().endpoints().isEmpty();
    }

    /** What leads to the policy that is served, and its certificate: also while the spec is not accepted, as they once were. */
    private List<HasMetadata> leadingToServed(Preconditions preconditions) {
        var input = preconditions.input();
        if (!input.goesOnServing()) {
            return List.of();
        }
        boolean led = input.server().isPresent() && (input.gatewayAPI() || !input.byGateway());
        boolean requested = input.issuerAllowed() && input.issuerFound() && hasItsTurn(input);
        return children.of(preconditions).stream()
                .filter(child -> !(child instanceof DNSEndpoint))
                .filter(child -> child instanceof Certificate ? requested : led)
                .toList();
    }

    /** While the spec is not accepted nothing new is made; but what is served then has to be named by the record. */
    private static List<HasMetadata> recordOfServed(PolicyInput input) {
        boolean told = input.route().method() == PublishMethod.EXTERNAL_DNS
                && input.publishers().externalDNS()
                && input.ownsDomain()
                && input.before().flatMap(status -> status.served()).isPresent();
        var there = input.publishers().endpoint();
        boolean free = there.map(endpoint -> Ownership.controls(input.policy(), endpoint))
                .orElse(true);
        return told && free
                ? Stream.of(DnsEndpointOf.ofServed(input.policy(), input.route(), there))
                        .filter(DueChildren::saysSomething)
                        .map(HasMetadata.class::cast)
                        .toList()
                : List.of();
    }

    /** Where one host may be in one Ingress only, whatever the path. */
    private static List<HasMetadata> otherwise(PolicyInput input, List<HasMetadata> due) {
        return due.stream()
                .filter(child -> input.clusterState().hostIsLed() && child instanceof Ingress)
                .map(child -> (HasMetadata) IngressOf.ofAnyHost(input.policy(), (Ingress) child))
                .filter(other -> !due.contains(other))
                .toList();
    }

    /** The PolicyServer called default needs nobody to write it. */
    private static Optional<PolicyServer> serverOnDemand(PolicyInput input) {
        boolean missing = !input.observeOnly()
                && input.server().isEmpty()
                && input.spec().serverName().equals(MailDomainPolicySpec.DEFAULT_SERVER);
        return missing
                ? Optional.of(
                        PolicyServerDefault.in(input.policy().getMetadata().getNamespace()))
                : Optional.empty();
    }
}
