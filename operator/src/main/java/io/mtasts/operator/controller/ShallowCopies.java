package io.mtasts.operator.controller;

import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;

/** Copies our own kinds, and issuers, by their metadata alone, since nobody changes what else they hold; others by way of JSON. */
final class ShallowCopies implements Cloner {
    private final KubernetesSerialization serialization;

    ShallowCopies(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    @Override
    @SuppressWarnings("unchecked") // a copy is of the kind of what it copies
    public <R extends HasMetadata> R clone(R object) {
        return switch (object) {
            case MailDomainPolicy policy -> (R) copy(policy);
            case PolicyServer server -> (R) copy(server);
            case Issuer issuer -> (R) copy(issuer);
            case ClusterIssuer issuer -> (R) copy(issuer);
            default -> serialization.clone(object);
        };
    }

    private static MailDomainPolicy copy(MailDomainPolicy policy) {
        var copy = new MailDomainPolicy();
        copy.setMetadata(new ObjectMetaBuilder(policy.getMetadata()).build());
        copy.setSpec(policy.getSpec());
        copy.setStatus(policy.getStatus());
        return copy;
    }

    private static Issuer copy(Issuer issuer) {
        var copy = new Issuer();
        copy.setMetadata(new ObjectMetaBuilder(issuer.getMetadata()).build());
        copy.setSpec(issuer.getSpec());
        copy.setStatus(issuer.getStatus());
        return copy;
    }

    private static ClusterIssuer copy(ClusterIssuer issuer) {
        var copy = new ClusterIssuer();
        copy.setMetadata(new ObjectMetaBuilder(issuer.getMetadata()).build());
        copy.setSpec(issuer.getSpec());
        copy.setStatus(issuer.getStatus());
        return copy;
    }

    private static PolicyServer copy(PolicyServer server) {
        var copy = new PolicyServer();
        copy.setMetadata(new ObjectMetaBuilder(server.getMetadata()).build());
        copy.setSpec(server.getSpec());
        copy.setStatus(server.getStatus());
        return copy;
    }
}
