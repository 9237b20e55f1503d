package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be there for an owner.
 *
 * @param needed no children of the owner: made where they are not there, and left alone from then on
 * @param kept children of what is served: made again where they have gone, and left alone otherwise
 * @param applied children, to be as they are here
 * @param otherwise what is applied in place of one of {@code applied} of the same kind and name, should that one be refused
 * @param removed children that are to be there no more, by kind and name
 */
record WantedChildren(
        List<? extends HasMetadata> needed,
        List<? extends HasMetadata> kept,
        List<? extends HasMetadata> applied,
        List<? extends HasMetadata> otherwise,
        List<? extends HasMetadata> removed) {

    WantedChildren {
        needed = List.copyOf(needed);
        kept = List.copyOf(kept);
        applied = List.copyOf(applied);
        otherwise = List.copyOf(otherwise);
        removed = List.copyOf(removed);
    }

    /** For what is served and no more: those to be made again, and those to be as they are here. */
    static WantedChildren ofServed(List<? extends HasMetadata> kept, List<? extends HasMetadata> applied) {
        return new WantedChildren(List.of(), kept, applied, List.of(), List.of());
    }

    /** Children to be there no more, and nothing else. */
    static WantedChildren gone(List<? extends HasMetadata> removed) {
        return new WantedChildren(List.of(), List.of(), List.of(), List.of(), removed);
    }

    /** What may stand in for that one. */
    Optional<HasMetadata> standIn(HasMetadata refused) {
        return otherwise.stream()
                .filter(other -> other.getKind().equals(refused.getKind())
                        && other.getMetadata()
                                .getName()
                                .equals(refused.getMetadata().getName()))
                .map(HasMetadata.class::cast)
                .findFirst();
    }

    Stream<HasMetadata> all() {
        return Stream.of(needed, kept, applied, removed).flatMap(List::stream);
    }
}
