package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who serves and publishes the policy. */
public enum Management {
    /** This operator does. */
    @JsonProperty("Managed")
    MANAGED,
    /** Somebody else does; the operator only looks and reports. */
    @JsonProperty("Observe")
    OBSERVE
}
