package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each domain's Ingress says to the ingress controller. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IngressExposure(
        @JsonPropertyDescription("The IngressClass. Absent: the cluster's default.") @Size(min = 1, max = 253) @Nullable
        String className,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("Annotations of each Ingress; the operator's settings say which keys are allowed.")
        @Size(max = 32)
        Map<String, String> annotations) {

    /** Copies the map. */
    public IngressExposure(@Nullable String className, @Nullable Map<String, String> annotations) {
        this.className = className;
        this.annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
