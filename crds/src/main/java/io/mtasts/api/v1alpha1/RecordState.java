package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was seen in DNS in the place of a record that should stand there. */
public enum RecordState {
    /** The record itself. */
    @JsonProperty("Published")
    PUBLISHED,
    /** Nothing. */
    @JsonProperty("Missing")
    MISSING,
    /** An earlier value of it. */
    @JsonProperty("Stale")
    STALE,
    /** A record that the operator did not write. */
    @JsonProperty("Foreign")
    FOREIGN,
    /** It must not be published yet, so there is no value to copy. */
    @JsonProperty("Withheld")
    WITHHELD,
    /** DNS did not answer. */
    @JsonProperty("Unknown")
    UNKNOWN
}
