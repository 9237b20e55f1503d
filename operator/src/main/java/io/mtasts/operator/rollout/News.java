package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;

/**
 * A step that was taken, for an Event.
 *
 * @param reason in CamelCase, as Events have it
 * @param warning whether a person should look at it
 */
public record News(String reason, boolean warning, String message) {
    static News of(String reason, String message) {
        return new News(reason, false, message);
    }

    static News warning(String reason, String message) {
        return new News(reason, true, message);
    }

    static News recordFound(String id) {
        return warning(
                "RecordFound",
                "A record names policy %s, which cannot be fetched: senders may hold one of mode enforce for a year."
                        .formatted(id));
    }

    static News adopted(ServedPolicy policy) {
        return of(
                "PolicyAdopted",
                "Policy %s of mode %s was served already: it goes on from there."
                        .formatted(
                                Policies.shortId(String.valueOf(policy.id())),
                                Policies.mode(policy.mode()).text()));
    }

    static News held() {
        return warning(
                "Held",
                "Mode testing is served instead of enforce, since the annotation %s asks for it."
                        .formatted(Wishes.HOLD));
    }

    /** @param wished whether a person asked for it, or else the soak is over */
    static News promoted(String id, boolean wished) {
        return of(
                "Promoted",
                wished
                        ? "Mode enforce is served from now on, since the annotation %s names policy %s."
                                .formatted(Wishes.PROMOTE, Policies.shortId(id))
                        : "Mode enforce is served from now on: all was good for the soak.");
    }

    static News forced(String id) {
        return warning(
                "Forced",
                "Policy %s is served from now on, since the annotation %s names it."
                        .formatted(Policies.shortId(id), Wishes.FORCE));
    }

    static News handedOver() {
        return of("HandedOver", "Another resource serves the domain now.");
    }
}
