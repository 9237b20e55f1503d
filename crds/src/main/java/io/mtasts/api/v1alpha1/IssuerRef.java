package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names an issuer as cert-manager's own Certificate does, with the same defaults. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IssuerRef(
        @Required @JsonPropertyDescription("Name of the issuer.") @Size(min = 1, max = 253)
        String name,

        @Default("Issuer")
        @JsonPropertyDescription(
                "Issuer (of this namespace), ClusterIssuer, or the kind of an external issuer. Default: Issuer.")
        @Size(min = 1, max = 63)
        String kind,

        @Default("cert-manager.io")
        @JsonPropertyDescription("API group of the issuer. Default: cert-manager.io.")
        @Size(min = 1, max = 253)
        String group) {

    /** Fills in the schema's defaults. */
    public IssuerRef(String name, @Nullable String kind, @Nullable String group) {
        this.name = name;
        this.kind = Objects.requireNonNullElse(kind, "Issuer");
        this.group = Objects.requireNonNullElse(group, "cert-manager.io");
    }
}
