package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the DNS records of a domain are published. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Syntax.UPDATE_NEEDS_SERVER,
        message = Syntax.UPDATE_NEEDS_SERVER_MESSAGE,
        fieldPath = ".updateServer",
        reason = "FieldValueRequired")
@ValidationRule(
        value = Syntax.SERVER_NEEDS_UPDATE,
        message = Syntax.SERVER_NEEDS_UPDATE_MESSAGE,
        fieldPath = ".updateServer",
        reason = "FieldValueForbidden")
public record Dns(
        @Default("Manual")
        @JsonPropertyDescription(
                "Manual: you publish what status.records shows. ExternalDNS: a DNSEndpoint is written for"
                    + " external-dns. Update: the operator sends a dynamic update (RFC 2136) to updateServer. Default:"
                    + " Manual.")
        PublishMethod publish,

        @JsonPropertyDescription(
                "Which of the operator's configured update servers takes the update. Required with publish:"
                        + " Update.")
        @Size(max = 63)
        @Nullable
        String updateServer,

        @Default("false")
        @JsonPropertyDescription(
                "true: a _mta-sts or _smtp._tls record that the operator did not write may be replaced. Default:"
                        + " false.")
        Boolean adopt,

        @Default("300")
        @Min(1)
        @Max(86_400)
        @JsonPropertyDescription(
                "Time to live of the records, in seconds. Every change of policy has to wait for it. Default: 300.")
        Integer ttlSeconds) {

    /** What an absent {@code dns} means. */
    public static final Dns MANUAL = new Dns(null, null, null, null);

    /** Fills in the schema's defaults. */
    public Dns(
            @Nullable PublishMethod publish,
            @Nullable String updateServer,
            @Nullable Boolean adopt,
            @Nullable Integer ttlSeconds) {
        this.publish = Objects.requireNonNullElse(publish, PublishMethod.MANUAL);
        this.updateServer = updateServer;
        this.adopt = Objects.requireNonNullElse(adopt, false);
        this.ttlSeconds = Objects.requireNonNullElse(ttlSeconds, 300);
    }
}
