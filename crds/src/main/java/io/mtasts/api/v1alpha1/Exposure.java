package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How senders reach a policy server: by an Ingress a domain, or by an HTTPRoute a domain. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(value = "!(has(self.ingress) && has(self.gateway))", message = "set ingress or gateway, not both")
public record Exposure(
        @JsonPropertyDescription("An Ingress for each domain.") @Nullable
        IngressExposure ingress,

        @JsonPropertyDescription(
                "An HTTPRoute for each domain. The Gateway's own listener must hold the" + " certificate.")
        @Nullable
        GatewayExposure gateway) {}
