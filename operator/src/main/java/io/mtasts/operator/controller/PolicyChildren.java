package io.mtasts.operator.controller;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.DnsEndpointOf;
import io.mtasts.operator.resources.CertificateOf;
import io.mtasts.operator.resources.HttpRouteOf;
import io.mtasts.operator.resources.IngressOf;
import io.mtasts.operator.resources.Ownership;
import io.mtasts.operator.resources.PolicyServerDefault;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.status.CertificateTurn;
import io.mtasts.operator.status.PolicyInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which children a policy has in its situation: what leads the policy host to the server, and its certificate. */
final class PolicyChildren {
    private final RunSettings settings;

    PolicyChildren(RunSettings settings) {
        this.settings = settings;
    }

    /** What leads to the policy that is served, and its certificate: also while the spec is not accepted, as they once were. */
    List<HasMetadata> ofServed(PolicyInput situation) {
        boolean led = situation.server().isPresent() && (situation.gatewayAPI() || !situation.byGateway());
        return situation.goesOnServing()
                ? of(situation).stream()
                        .filter(child -> !(child instanceof DNSEndpoint))
                        .filter(child -> child instanceof Certificate ? mayBeAskedFor(situation) : led)
                        .toList()
                : List.of();
    }

    private static boolean mayBeAskedFor(PolicyInput situation) {
        return situation.issuerAllowed()
                && situation.issuerFound()
                && !(situation.turn() instanceof CertificateTurn.Queued);
    }

    /** While the spec is not accepted nothing new is made; but what is served then has to be named by the record. */
    List<HasMetadata> whileNotAccepted(PolicyInput situation) {
        boolean told = situation.route().method() == PublishMethod.EXTERNAL_DNS
                && situation.publishers().externalDNS()
                && situation.ownsDomain()
                && situation.before().flatMap(status -> status.served()).isPresent();
        var there = situation.publishers().endpoint();
        boolean free = there.map(endpoint -> Ownership.controls(situation.policy(), endpoint))
                .orElse(true);
        return told && free
                ? Stream.of(DnsEndpointOf.ofServed(situation.policy(), situation.route(), there))
                        .filter(PolicyChildren::saysSomething)
                        .map(HasMetadata.class::cast)
                        .toList()
                : List.of();
    }

    /** Those to be made now: a new Certificate has to wait for its turn, and a DNSEndpoint until it has something to say. */
    List<HasMetadata> due(PolicyInput situation) {
        return of(situation).stream()
                .filter(PolicyChildren::saysSomething)
                .filter(child ->
                        !(child instanceof Certificate) || !(situation.turn() instanceof CertificateTurn.Queued))
                .toList();
    }

    private static boolean saysSomething(HasMetadata child) {
        return !(child instanceof DNSEndpoint endpoint)
                || !endpoint.getSpec().endpoints().isEmpty();
    }

    /** All, whose names have to be free. */
    List<HasMetadata> of(PolicyInput situation) {
        var children = new ArrayList<HasMetadata>();
        if (situation.observeOnly()) {
            return children;
        }
        server(situation).ifPresent(server -> {
            var exposure = server.getSpec().exposure();
            if (exposure != null && exposure.gateway() != null) {
                children.add(
                        HttpRouteOf.httpRoute(situation.policy(), server, Objects.requireNonNull(exposure.gateway())));
            } else {
                var ingress = IngressOf.ingress(situation.policy(), server);
                children.add(
                        inItsTurn(situation, ofDefaultClass(withAllowedAnnotations(ingress, situation.ingress()))));
            }
        });
        if (situation.wantsCertificate() && situation.certManager() && situation.certificateMayBeRequested()) {
            situation.issuer().ifPresent(issuer -> children.add(CertificateOf.certificate(situation.policy(), issuer)));
        }
        if (situation.route().method() == PublishMethod.EXTERNAL_DNS
                && situation.publishers().externalDNS()) {
            children.add(DnsEndpointOf.endpoint(
                    situation.policy(),
                    situation.route(),
                    situation.publicName(),
                    situation.publishers().endpoint()));
        }
        return children;
    }

    /**
     * While another resource's Ingress leads the host, one that may stand beside it: once that has gone this one leads the host already, and
     * then takes its own form. So nobody who asks for the policy in between goes without an answer.
     */
    private static Ingress inItsTurn(PolicyInput situation, Ingress ingress) {
        if (!situation.surroundings().hostIsLed()) {
            return ingress;
        }
        return situation.ingress().filter(IngressOf::isOfAnyHost).isPresent()
                ? IngressOf.ofAnyHost(situation.policy(), ingress)
                : IngressOf.besideAnother(ingress);
    }

    /** Where one host may be in one Ingress only, whatever the path. */
    List<HasMetadata> otherwise(PolicyInput situation, List<HasMetadata> due) {
        return due.stream()
                .filter(child -> situation.surroundings().hostIsLed() && child instanceof Ingress)
                .map(child -> (HasMetadata) IngressOf.ofAnyHost(situation.policy(), (Ingress) child))
                .filter(other -> !due.contains(other))
                .toList();
    }

    /** One that is about to be made counts as there: names that are taken have to be found before anything is served. */
    private static Optional<PolicyServer> server(PolicyInput situation) {
        return situation
                .server()
                .or(() -> Optional.of(PolicyServerDefault.in(
                                situation.policy().getMetadata().getNamespace()))
                        .filter(made -> situation
                                .spec()
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
