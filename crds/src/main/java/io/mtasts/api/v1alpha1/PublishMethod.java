package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a DNS record is published. */
public enum PublishMethod {
    /** By a person: the status says what to publish. */
    @JsonProperty("Manual")
    MANUAL,
    /** By external-dns, from a DNSEndpoint. */
    @JsonProperty("ExternalDNS")
    EXTERNAL_DNS,
    /** By the operator, with a dynamic update (RFC 2136). */
    @JsonProperty("Update")
    UPDATE
}
