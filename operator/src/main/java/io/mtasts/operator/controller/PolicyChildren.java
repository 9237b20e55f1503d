package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.RunSettings;
import io.mtasts.operator.resources.CertificateOf;
import io.mtasts.operator.resources.HttpRouteOf;
import io.mtasts.operator.resources.IngressOf;
import io.mtasts.operator.resources.PolicyServerDefault;
import io.mtasts.operator.status.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which children a policy has in its situation: what leads the policy host to the server, and its certificate. */
final class PolicyChildren {
    private final RunSettings settings;

    PolicyChildren(RunSettings settings) {
        this.settings = settings;
    }

    List<HasMetadata> of(Situation situation) {
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
                children.add(ofDefaultClass(withAllowedAnnotations(IngressOf.ingress(situation.policy(), server))));
            }
        });
        if (situation.wantsCertificate() && situation.certManager() && situation.certificateMayBeRequested()) {
            situation.issuer().ifPresent(issuer -> children.add(CertificateOf.certificate(situation.policy(), issuer)));
        }
        return children;
    }

    /** One that is about to be made counts as there: names that are taken have to be found before anything is served. */
    private static Optional<PolicyServer> server(Situation situation) {
        return situation
                .server()
                .or(() -> Optional.of(PolicyServerDefault.in(
                                situation.policy().getMetadata().getNamespace()))
                        .filter(made -> situation
                                .spec()
                                .serverName()
                                .equals(made.getMetadata().getName())));
    }

    /** The PolicyServer says which it may not have; an ingress controller would act on them. */
    private Ingress withAllowedAnnotations(Ingress ingress) {
        var annotations = ingress.getMetadata().getAnnotations();
        return annotations.keySet().stream().allMatch(settings::allowsAnnotation)
                ? ingress
                : ingress.edit()
                        .editMetadata()
                        .removeFromAnnotations(annotations.entrySet().stream()
                                .filter(annotation -> !settings.allowsAnnotation(annotation.getKey()))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
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
