package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Names a Gateway. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParentRef(
        @Required @JsonPropertyDescription("Name of the Gateway.") @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("Namespace of the Gateway. Absent: this one.") @Size(min = 1, max = 63) @Nullable
        String namespace) {}
