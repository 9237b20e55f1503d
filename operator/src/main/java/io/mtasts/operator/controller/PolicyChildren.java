package io.mtasts.operator.controller;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.operator.conditions.CertificateReadiness;
import io.mtasts.operator.gather.CertificateTurn;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.DnsEndpointOf;
import io.mtasts.operator.resources.CertificateOf;
import io.mtasts.operator.resources.HttpRouteOf;
import io.mtasts.operator.resources.IngressOf;
import io.mtasts.operator.resources.Ownership;
import io.mtasts.operator.resources.PolicyServerDefault;
import io.mtasts.operator.settings.RunSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which children a policy has by its input: what leads the policy host to the server, and its certificate. */
final class PolicyChildren {
    private final RunSettings settings;

    PolicyChildren(RunSettings settings) {
        this.settings = settings;
    }

    /** What leads to the policy that is served, and its certificate: also while the spec is not accepted, as they once were. */
    List<HasMetadata> ofServed(PolicyInput input) {
        boolean led = input.server().isPresent() && (input.gatewayAPI() || !input.byGateway());
        return input.goesOnServing()
                ? of(input).stream()
                        .filter(child -> !(child instanceof DNSEndpoint))
                        .filter(child -> child instanceof Certificate ? mayBeAskedFor(input) : led)
                        .toList()
                : List.of();
    }

    private static boolean mayBeAskedFor(PolicyInput input) {
        return input.issuerAllowed() && input.issuerFound() && !(input.turn() instanceof CertificateTurn.Queued);
    }

    /** While the spec is not accepted nothing new is made; but what is served then has to be named by the record. */
    List<HasMetadata> whileNotAccepted(PolicyInput input) {
        boolean told = input.route().method() == PublishMethod.EXTERNAL_DNS
                && input.publishers().externalDNS()
                && input.ownsDomain()
                && input.before().flatMap(status -> status.served()).isPresent();
        var there = input.publishers().endpoint();
        boolean free = there.map(endpoint -> Ownership.controls(input.policy(), endpoint))
                .orElse(true);
        return told && free
                ? Stream.of(DnsEndpointOf.ofServed(input.policy(), input.route(), there))
                        .filter(PolicyChildren::saysSomething)
                        .map(HasMetadata.class::cast)
                        .toList()
                : List.of();
    }

    /** Those to be made now: a new Certificate has to wait for its turn, and a DNSEndpoint until it has something to say. */
    List<HasMetadata> due(PolicyInput input) {
        return of(input).stream()
                .filter(PolicyChildren::saysSomething)
                .filter(child -> !(child instanceof Certificate) || !(input.turn() instanceof CertificateTurn.Queued))
                .toList();
    }

    private static boolean saysSomething(HasMetadata child) {
        return !(child instanceof DNSEndpoint endpoint)
                || !endpoint.getSpec().endpoints().isEmpty();
    }

    /** All, whose names have to be free. */
    List<HasMetadata> of(PolicyInput input) {
        var children = new ArrayList<HasMetadata>();
        if (input.observeOnly()) {
            return children;
        }
        server(input).ifPresent(server -> {
            var exposure = server.getSpec().exposure();
            if (exposure != null && exposure.gateway() != null) {
                children.add(HttpRouteOf.httpRoute(input.policy(), server, Objects.requireNonNull(exposure.gateway())));
            } else {
                var ingress = IngressOf.ingress(input.policy(), server);
                children.add(inItsTurn(input, ofDefaultClass(withAllowedAnnotations(ingress, input.ingress()))));
            }
        });
        if (input.wantsCertificate() && input.certManager() && CertificateReadiness.mayBeRequested(input)) {
            input.issuer().ifPresent(issuer -> children.add(CertificateOf.certificate(input.policy(), issuer)));
        }
        if (input.route().method() == PublishMethod.EXTERNAL_DNS
                && input.publishers().externalDNS()) {
            children.add(DnsEndpointOf.endpoint(
                    input.policy(),
                    input.route(),
                    input.publicName(),
                    input.publishers().endpoint()));
        }
        return children;
    }

    /**
     * While another resource's Ingress leads the host, one that may stand beside it: once that has gone this one leads the host already, and
     * then takes its own form. So nobody who asks for the policy in between goes without an answer.
     */
    private static Ingress inItsTurn(PolicyInput input, Ingress ingress) {
        if (!input.clusterState().hostIsLed()) {
            return ingress;
        }
        return input.ingress().filter(IngressOf::isOfAnyHost).isPresent()
                ? IngressOf.ofAnyHost(input.policy(), ingress)
                : IngressOf.besideAnother(ingress);
    }

    /** Where one host may be in one Ingress only, whatever the path. */
    List<HasMetadata> otherwise(PolicyInput input, List<HasMetadata> due) {
        return due.stream()
                .filter(child -> input.clusterState().hostIsLed() && child instanceof Ingress)
                .map(child -> (HasMetadata) IngressOf.ofAnyHost(input.policy(), (Ingress) child))
                .filter(other -> !due.contains(other))
                .toList();
    }

    /** One that is about to be made counts as there: names that are taken have to be found before anything is served. */
    private static Optional<PolicyServer> server(PolicyInput input) {
        return input.server()
                .or(() -> Optional.of(PolicyServerDefault.in(
                                input.policy().getMetadata().getNamespace()))
                        .filter(made -> input.spec()
                                .serverName()
                                .equals(made.getMetadata().getName())));
    }

    /**
     * An ingress controller would act on the others; the PolicyServer says which it may not have. One that an Ingress has from the time
     * when it was allowed stays as it is there: what is served is not altered by a list that got shorter.
     */
    private Ingress withAllowedAnnotations(Ingress ingress, Optional<Ingress> now) {
        var present = now.flatMap(
                        found -> Optional.ofNullable(found.getMetadata().getAnnotations()))
                .orElse(Map.of());
        var annotations = new HashMap<String, String>();
        ingress.getMetadata().getAnnotations().forEach((key, value) -> {
            if (settings.allowsAnnotation(key)) {
                annotations.put(key, value);
            } else if (present.containsKey(key)) {
                annotations.put(key, present.get(key));
            }
        });
        return ingress.edit()
                .editMetadata()
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private Ingress ofDefaultClass(Ingress ingress) {
        return ingress.getSpec().getIngressClassName() == null
                        && settings.defaultIngressClass().isPresent()
                ? ingress.edit()
                        .editSpec()
                        .withIngressClassName(settings.defaultIngressClass().get())
                        .endSpec()
                        .build()
                : ingress;
    }
}
