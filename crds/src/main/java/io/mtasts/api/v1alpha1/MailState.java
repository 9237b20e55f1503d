package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What MTA-STS and DANE do to the domain's mail now. */
public enum MailState {
    /** An enforce policy is in force and every mail server passes. */
    @JsonProperty("ok")
    OK,
    /** Senders that hold an enforce policy, or that support DANE, do not deliver to some mail server. */
    @JsonProperty("refused")
    REFUSED,
    /** Senders that look at the record's id deliver again; others may refuse for as long as they keep an earlier enforce policy. */
    @JsonProperty("recovering")
    RECOVERING,
    /** No enforce policy is in force. */
    @JsonProperty("unprotected")
    UNPROTECTED,
    /** It could not be observed. */
    @JsonProperty("unknown")
    UNKNOWN
}
