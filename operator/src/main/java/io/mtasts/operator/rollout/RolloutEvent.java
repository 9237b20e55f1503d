package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.ServedPolicy;

/**
 * A step that was taken, for an Event.
 *
 * @param reason in CamelCase, as Events have it
 * @param warning whether a person should look at it
 */
public record RolloutEvent(String reason, boolean warning, String message) {
    static RolloutEvent of(String reason, String message) {
        return new RolloutEvent(reason, false, message);
    }

    static RolloutEvent warning(String reason, String message) {
        return new RolloutEvent(reason, true, message);
    }

    static RolloutEvent recordFound(String id) {
        return warning(
                "RecordFound",
                "A record names policy %s, which cannot be fetched: senders may have one of mode enforce cached for a year."
                        .formatted(id));
    }

    static RolloutEvent adopted(ServedPolicy policy) {
        return of(
                "PolicyAdopted",
                "Policy %s of mode %s was already being served: the rollout continues from there."
                        .formatted(
                                Policies.shortId(String.valueOf(policy.id())),
                                Policies.mode(policy.mode()).text()));
    }

    static RolloutEvent held() {
        return warning(
                "Held",
                "Mode testing is served instead of enforce, because the annotation %s asks for it."
                        .formatted(Overrides.HOLD));
    }

    /** @param wished whether a person asked for it, or else the soak is over */
    static RolloutEvent promoted(String id, boolean wished) {
        return of(
                "Promoted",
                wished
                        ? "Mode enforce is served from now on, because the annotation %s names policy %s."
                                .formatted(Overrides.PROMOTE, Policies.shortId(id))
                        : "Mode enforce is served from now on: everything was good for the whole soak.");
    }

    static RolloutEvent forced(String id) {
        return warning(
                "Forced",
                "Policy %s is served from now on, because the annotation %s names it."
                        .formatted(Policies.shortId(id), Overrides.FORCE));
    }

    static RolloutEvent handedOver() {
        return of("HandedOver", "Another resource serves the domain now.");
    }
}
