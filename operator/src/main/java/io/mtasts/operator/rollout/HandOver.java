package io.mtasts.operator.rollout;

/** Whether a domain goes over to another resource, in another namespace for example; nothing retires then. */
public enum HandOver {
    NO,
    /** The other one does not serve it yet. */
    UNDER_WAY,
    /** The other one serves the same policy, seen everywhere. */
    DONE
}
