package io.mtasts.operator.rollout;

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
}
