package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What deleting the resource does to a policy that senders may still hold. */
public enum DeletionPolicy {
    /** The policy is taken back as RFC 8461 section 8.3 says before anything is removed. */
    @JsonProperty("Retire")
    RETIRE,
    /** Everything is removed at once. */
    @JsonProperty("Delete")
    DELETE
}
