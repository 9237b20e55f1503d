package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a sender would accept the TLS of a mail server (RFC 8461 section 4.2). */
public enum MxTlsState {
    @JsonProperty("Valid")
    VALID,
    @JsonProperty("Invalid")
    INVALID,
    @JsonProperty("Unknown")
    UNKNOWN
}
