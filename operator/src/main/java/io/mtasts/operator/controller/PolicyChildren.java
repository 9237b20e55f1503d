package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.operator.RunSettings;
import io.mtasts.operator.resources.CertificateOf;
import io.mtasts.operator.resources.HttpRouteOf;
import io.mtasts.operator.resources.IngressOf;
import io.mtasts.operator.status.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
        situation.server().ifPresent(server -> {
            var exposure = server.getSpec().exposure();
            if (exposure != null && exposure.gateway() != null) {
                children.add(
                        HttpRouteOf.httpRoute(situation.policy(), server, Objects.requireNonNull(exposure.gateway())));
            } else {
                children.add(ofDefaultClass(IngressOf.ingress(situation.policy(), server)));
            }
        });
        if (situation.wantsCertificate() && situation.certManager() && situation.certificateMayBeRequested()) {
            situation.issuer().ifPresent(issuer -> children.add(CertificateOf.certificate(situation.policy(), issuer)));
        }
        return children;
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
