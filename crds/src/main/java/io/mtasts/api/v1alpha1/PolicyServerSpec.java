package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
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

/** What is wanted of a policy server. */
@JsonClassDescription("What is wanted of the server.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!(has(self.certificate) && has(self.exposure) && has(self.exposure.gateway))",
        message = "with exposure.gateway the Gateway's own listener holds the certificate; remove it",
        fieldPath = ".certificate",
        reason = "FieldValueForbidden")
public record PolicyServerSpec(
        @Default("2")
        @Min(1)
        @Max(50)
        @JsonPropertyDescription("Number of pods. With one, a restart is an outage. Default: 2.")
        Integer replicas,

        @JsonPropertyDescription("CPU and memory of each pod. Absent: the operator's own small figures.") @Nullable
        Resources resources,

        @JsonPropertyDescription(
                "The host name that mta-sts.<domain> should be a CNAME for. Absent: the address of the Ingress or"
                        + " Gateway, unless that is private.")
        @Size(max = 253)
        @ValidationRule(value = Syntax.ASCII, message = Syntax.ASCII_MESSAGE)
        @ValidationRule(value = Syntax.HOST_NAME, message = Syntax.HOST_NAME_MESSAGE)
        @Nullable
        String publicName,

        @JsonPropertyDescription("How senders reach the server. Absent: an Ingress of the cluster's default class.")
        @Nullable
        Exposure exposure,

        @JsonPropertyDescription("Where the certificates of its domains come from, for a domain that does not say.")
        @Nullable
        ServerCertificate certificate,

        @JsonPropertyDescription(
                "For domains whose zone you cannot write to: their owners create CNAMEs into a zone of yours, once.")
        @Nullable
        Delegation delegation) {

    /** What the schema fills in: also the spec of a server made on demand. */
    public static final PolicyServerSpec DEFAULT = new PolicyServerSpec(null, null, null, null, null, null);

    /** Fills in the schema's defaults. */
    public PolicyServerSpec(
            @Nullable Integer replicas,
            @Nullable Resources resources,
            @Nullable String publicName,
            @Nullable Exposure exposure,
            @Nullable ServerCertificate certificate,
            @Nullable Delegation delegation) {
        this.replicas = Objects.requireNonNullElse(replicas, 2);
        this.resources = resources;
        this.publicName = publicName;
        this.exposure = exposure;
        this.certificate = certificate;
        this.delegation = delegation;
    }
}
