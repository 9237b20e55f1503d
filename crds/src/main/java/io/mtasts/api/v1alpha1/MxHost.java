package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail server of the domain, as DNS names it and as it answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MxHost(
        @JsonPropertyDescription("Its name.") String host,

        @JsonPropertyDescription("Its preference: the lowest is tried first.") @Nullable
        Integer preference,

        @JsonPropertyDescription("The pattern of the policy that covers it; absent when none does.") @Nullable
        String pattern,

        @JsonPropertyDescription("Valid, Invalid or Unknown: whether a sender accepts its TLS.")
        MxTlsState tls,

        @JsonPropertyDescription(
                "Valid, Invalid or Unknown: whether a sender that supports DANE accepts its certificate; absent if it"
                        + " has no TLSA records that such senders rely on.")
        @Nullable
        MxTlsState dane,

        @JsonPropertyDescription("What is wrong with it and what to do.") @Nullable
        String message,

        @JsonPropertyDescription("When its certificate expires.") @Nullable
        Instant notAfter,

        @JsonPropertyDescription("When DNS last named it; only on a host that the latest answer no longer names.")
        @Nullable
        Instant lastSeen,

        @JsonPropertyDescription(
                "The largest time to live seen of the MX records, in seconds, if that is more than an hour: senders"
                        + " may deliver there for that long after DNS last named it.")
        @Nullable
        Integer ttlSeconds,

        @JsonPropertyDescription(
                "True on a host whose tls is Unknown and that has answered before: if it is silent, it is down, and"
                        + " not the operator's outgoing port 25 blocked.")
        @Nullable
        Boolean reached) {

    /** Truncates times to whole seconds. */
    public MxHost(
            String host,
            @Nullable Integer preference,
            @Nullable String pattern,
            MxTlsState tls,
            @Nullable MxTlsState dane,
            @Nullable String message,
            @Nullable Instant notAfter,
            @Nullable Instant lastSeen,
            @Nullable Integer ttlSeconds,
            @Nullable Boolean reached) {
        this.host = host;
        this.preference = preference;
        this.pattern = pattern;
        this.tls = tls;
        this.dane = dane;
        this.message = message;
        this.notAfter = WholeSeconds.ofNullable(notAfter);
        this.lastSeen = WholeSeconds.ofNullable(lastSeen);
        this.ttlSeconds = ttlSeconds;
        this.reached = reached;
    }

    /** Has it answered at some time? Its TLS cannot be known otherwise. */
    public boolean hasAnswered() {
        return tls != MxTlsState.UNKNOWN || Boolean.TRUE.equals(reached);
    }
}
