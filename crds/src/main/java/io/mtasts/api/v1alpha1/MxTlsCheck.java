package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the operator looks at the TLS of the mail servers. */
public enum MxTlsCheck {
    /** Each mail server is asked on port 25. */
    @JsonProperty("Direct")
    DIRECT,
    /** None is: the user's word that the certificates are looked after elsewhere. */
    @JsonProperty("Disabled")
    DISABLED
}
