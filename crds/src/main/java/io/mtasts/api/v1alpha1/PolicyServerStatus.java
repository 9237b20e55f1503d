package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a policy server was found to be. */
@JsonClassDescription("What was found. Written by the operator.")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyServerStatus(
        @JsonPropertyDescription("metadata.generation of the spec that this status is about.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Number of domains that it serves.")
        int domains,

        @JsonPropertyDescription("Number of pods that are ready.")
        int readyReplicas,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription("Accepted and Ready, with reason and message.")
        List<Condition> conditions) {

    /** Copies the list. */
    public PolicyServerStatus(
            @Nullable Long observedGeneration, int domains, int readyReplicas, @Nullable List<Condition> conditions) {
        this.observedGeneration = observedGeneration;
        this.domains = domains;
        this.readyReplicas = readyReplicas;
        this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The condition of that type. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(condition -> condition.is(type)).findFirst();
    }
}
