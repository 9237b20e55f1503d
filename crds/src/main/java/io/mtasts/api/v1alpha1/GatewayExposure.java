package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which Gateways each domain's HTTPRoute belongs to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayExposure(
        @Required @JsonPropertyDescription("The Gateways of each HTTPRoute.") @Size(min = 1, max = 8)
        List<ParentRef> parentRefs) {

    /** Copies the list. */
    public GatewayExposure(@Nullable List<ParentRef> parentRefs) {
        this.parentRefs = parentRefs == null ? List.of() : List.copyOf(parentRefs);
    }
}
