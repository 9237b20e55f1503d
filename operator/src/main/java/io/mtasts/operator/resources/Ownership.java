package io.mtasts.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.util.Objects;

/** Whose child an object is: it is removed with its owner, and nobody else's is ever touched. */
public final class Ownership {
    private Ownership() {}

    /** Is the owner the one that controls that object? False also for an earlier owner of the same name. */
    public static boolean controls(HasMetadata owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> Boolean.TRUE.equals(reference.getController())
                        && Objects.equals(
                                reference.getUid(), owner.getMetadata().getUid()));
    }

    static ObjectMeta metadata(PolicyServer owner, String name) {
        return metadata(owner, name, Labels.Component.POLICY_SERVER);
    }

    /** Of the children of a policy, one of each kind. */
    public static ObjectMeta metadata(MailDomainPolicy owner) {
        return metadata(owner, ChildName.of(owner), Labels.Component.POLICY_HOST);
    }

    private static ObjectMeta metadata(HasMetadata owner, String name, Labels.Component component) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .withLabels(Labels.of(owner, component))
                .withOwnerReferences(reference(owner))
                .build();
    }

    private static OwnerReference reference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false) // else a foreground deletion would take the children first
                .build();
    }
}
