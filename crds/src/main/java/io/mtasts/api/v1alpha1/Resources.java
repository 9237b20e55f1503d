package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CPU and memory of a container, as in a Pod. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(
        @JsonPropertyDescription("What the container is guaranteed, for example {cpu: 10m, memory: 16Mi}.")
        @Size(max = 16)
        Map<String, Quantity> requests,

        @JsonPropertyDescription("What the container gets at most, for example {memory: 64Mi}.") @Size(max = 16)
        Map<String, Quantity> limits) {

    /** Copies the maps. */
    public Resources(@Nullable Map<String, Quantity> requests, @Nullable Map<String, Quantity> limits) {
        this.requests = requests == null ? Map.of() : Map.copyOf(requests);
        this.limits = limits == null ? Map.of() : Map.copyOf(limits);
    }
}
