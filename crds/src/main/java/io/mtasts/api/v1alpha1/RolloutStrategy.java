package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a policy reaches mode enforce. */
public enum RolloutStrategy {
    /** Testing first, enforce when everything that senders depend on has been good for the soak. */
    @JsonProperty("Gated")
    GATED,
    /** Enforce without a soak. */
    @JsonProperty("Immediate")
    IMMEDIATE
}
