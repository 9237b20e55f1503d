package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** What a child is known by. */
record ChildKey(Class<? extends HasMetadata> type, String namespace, String name) {
    static ChildKey of(HasMetadata child) {
        return new ChildKey(
                child.getClass(),
                child.getMetadata().getNamespace(),
                child.getMetadata().getName());
    }

    String kind() {
        return HasMetadata.getKind(type);
    }

    ResourceID id() {
        return new ResourceID(name, namespace);
    }

    /** As {@code Kind/name}. */
    String inNamespace() {
        return kind() + "/" + name;
    }
}
