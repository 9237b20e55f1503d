package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A zone of the provider's own that customers' names are aliases into. */
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
public record Delegation(
        @Required
        @JsonPropertyDescription(
                "The zone in which each domain's record is published, as <hash>._mta-sts.<zone>. The domain's owner"
                        + " creates the CNAMEs that status.records of the MailDomainPolicy shows.")
        @Size(max = 200)
        @ValidationRule(value = Syntax.ASCII, message = Syntax.ASCII_MESSAGE)
        @ValidationRule(value = Syntax.HOST_NAME, message = Syntax.HOST_NAME_MESSAGE)
        String zone,

        @Default("Manual")
        @JsonPropertyDescription(
                "Manual: you publish what the status shows. ExternalDNS: a DNSEndpoint is written for external-dns."
                        + " Update: the operator sends a dynamic update (RFC 2136) to updateServer. Default: Manual.")
        PublishMethod publish,

        @JsonPropertyDescription(
                "Which of the operator's configured update servers takes the update. Required with publish:"
                        + " Update.")
        @Size(max = 63)
        @Nullable
        String updateServer) {

    /** Fills in the schema's defaults. */
    public Delegation(String zone, @Nullable PublishMethod publish, @Nullable String updateServer) {
        this.zone = zone;
        this.publish = Objects.requireNonNullElse(publish, PublishMethod.MANUAL);
        this.updateServer = updateServer;
    }
}
