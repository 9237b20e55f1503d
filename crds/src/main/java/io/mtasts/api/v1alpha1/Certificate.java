package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the certificate of a policy host comes from: an issuer of cert-manager, or a Secret of the user's own. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!(has(self.issuerRef) && has(self.secretName))",
        message = "set issuerRef for a certificate from cert-manager, or secretName for one of your own, not both")
@ValidationRule(
        value = "!(self.requestBeforeDNS && has(self.secretName))",
        message = "is only for certificates from cert-manager; remove it, or remove secretName",
        fieldPath = ".requestBeforeDNS",
        reason = "FieldValueForbidden")
public record Certificate(
        @JsonPropertyDescription(
                "The cert-manager issuer that a Certificate for mta-sts.<domain> is requested from. Not with"
                        + " secretName.")
        @Nullable
        IssuerRef issuerRef,

        @Default("false")
        @JsonPropertyDescription(
                "true: request the certificate before mta-sts.<domain> points here, which works with DNS-01 issuers."
                        + " false: wait, so that no HTTP-01 attempt is wasted. Default: false.")
        Boolean requestBeforeDNS,

        @JsonPropertyDescription(
                "A TLS Secret in this namespace that you keep valid yourself. The operator never reads it; it checks"
                        + " what answers publicly. Not with issuerRef.")
        @Size(min = 1, max = 253)
        @Nullable
        String secretName) {

    /** Fills in the schema's defaults. */
    public Certificate(@Nullable IssuerRef issuerRef, @Nullable Boolean requestBeforeDNS, @Nullable String secretName) {
        this.issuerRef = issuerRef;
        this.requestBeforeDNS = Objects.requireNonNullElse(requestBeforeDNS, false);
        this.secretName = secretName;
    }
}
