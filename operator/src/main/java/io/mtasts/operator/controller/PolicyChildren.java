package io.mtasts.operator.controller;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.GatewayExposure;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.DnsEndpointOf;
import io.mtasts.operator.resources.CertificateOf;
import io.mtasts.operator.resources.ChildName;
import io.mtasts.operator.resources.HttpRouteOf;
import io.mtasts.operator.resources.IngressOf;
import io.mtasts.operator.resources.PolicyServerDefault;
import io.mtasts.operator.settings.RunSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which children a policy has, one of a kind at most: what leads the policy host to the server, its certificate, and its records. */
final class PolicyChildren {
    private enum Kind {
        HTTP_ROUTE(HTTPRoute.class),
        INGRESS(Ingress.class),
        CERTIFICATE(Certificate.class),
        DNS_ENDPOINT(DNSEndpoint.class);

        private final Class<? extends HasMetadata> type;

        Kind(Class<? extends HasMetadata> type) {
            this.type = type;
        }
    }

    private final RunSettings settings;

    PolicyChildren(RunSettings settings) {
        this.settings = settings;
    }

    /** What they are known by: their names have to be free. Nothing is rendered for that. */
    List<ChildKey> keys(Preconditions preconditions) {
        var policy = preconditions.input().policy();
        return kinds(preconditions).stream()
                .map(kind -> new ChildKey(kind.type, policy.getMetadata().getNamespace(), ChildName.of(policy)))
                .toList();
    }

    /** All that it has, as they are to be. */
    List<HasMetadata> of(Preconditions preconditions) {
        return kinds(preconditions).stream()
                .map(kind -> rendered(kind, preconditions.input()))
                .toList();
    }

    private static List<Kind> kinds(Preconditions preconditions) {
        var input = preconditions.input();
        var kinds = new ArrayList<Kind>();
        if (input.observeOnly()) {
            return kinds;
        }
        server(input).ifPresent(server -> kinds.add(gateway(server).isPresent() ? Kind.HTTP_ROUTE : Kind.INGRESS));
        if (input.wantsCertificate()
                && input.certManager()
                && input.issuer().isPresent()
                && preconditions.certificateMayBeRequested()) {
            kinds.add(Kind.CERTIFICATE);
        }
        if (input.route().method() == PublishMethod.EXTERNAL_DNS
                && input.publishers().externalDNS()) {
            kinds.add(Kind.DNS_ENDPOINT);
        }
        return kinds;
    }

    private HasMetadata rendered(Kind kind, PolicyInput input) {
        return switch (kind) {
            case HTTP_ROUTE -> {
                var server = server(input).orElseThrow();
                yield HttpRouteOf.httpRoute(
                        input.policy(), server, gateway(server).orElseThrow());
            }
            case INGRESS -> {
                var ingress = IngressOf.ingress(input.policy(), server(input).orElseThrow());
                yield inItsTurn(input, ofDefaultClass(withAllowedAnnotations(ingress, input.ingress())));
            }
            case CERTIFICATE ->
                CertificateOf.certificate(input.policy(), input.issuer().orElseThrow());
            case DNS_ENDPOINT ->
                DnsEndpointOf.endpoint(
                        input.policy(),
                        input.route(),
                        input.publicName(),
                        input.publishers().endpoint());
        };
    }

    private static Optional<GatewayExposure> gateway(PolicyServer server) {
        return Optional.ofNullable(server.getSpec().exposure())
                .flatMap(exposure -> Optional.ofNullable(exposure.gateway()));
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
