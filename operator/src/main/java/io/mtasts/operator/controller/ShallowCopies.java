package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;

/** Copies our own kinds by their metadata alone, since what else they hold is immutable; others by way of JSON. */
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

    private static PolicyServer copy(PolicyServer server) {
        var copy = new PolicyServer();
        copy.setMetadata(new ObjectMetaBuilder(server.getMetadata()).build());
        copy.setSpec(server.getSpec());
        copy.setStatus(server.getStatus());
        return copy;
    }
}
