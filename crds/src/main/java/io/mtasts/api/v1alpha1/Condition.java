package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** One finding about a resource, in the shape of Kubernetes' own {@code metav1.Condition}. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @Required
        @JsonPropertyDescription("What is judged, for example Ready.")
        @Size(max = 316)
        @Pattern("^[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?$")
        String type,

        @Required @JsonPropertyDescription("True, False, or Unknown when it could not be observed.")
        ConditionStatus status,

        @JsonPropertyDescription("metadata.generation of the spec that was judged.")
        long observedGeneration,

        @Required @JsonPropertyDescription("When status last changed.")
        Instant lastTransitionTime,

        @Required
        @JsonPropertyDescription("The reason in one word, for programs.")
        @Size(max = 1024)
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        String reason,

        @Required
        @JsonPropertyDescription("What was seen, what was expected and what to do, for people.")
        @Size(max = 32768)
        String message) {

    /** Truncates the time to whole seconds. */
    public Condition {
        lastTransitionTime = WholeSeconds.of(lastTransitionTime);
    }

    /** Whether this condition is of that type. */
    public boolean is(ConditionType other) {
        return type.equals(other.name());
    }

    /** Whether the status is True. */
    public boolean holds() {
        return status == ConditionStatus.TRUE;
    }
}
