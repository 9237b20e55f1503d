package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a policy asks of senders (RFC 8461 section 5). */
public enum PolicyMode {
    /** Senders treat the domain as if it had no policy. */
    @JsonProperty("none")
    NONE,
    /** Senders report failures and deliver all the same. */
    @JsonProperty("testing")
    TESTING,
    /** Senders do not deliver to a mail server that is not covered or whose TLS fails. */
    @JsonProperty("enforce")
    ENFORCE
}
