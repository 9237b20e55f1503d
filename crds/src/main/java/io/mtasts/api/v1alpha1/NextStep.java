package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the operator will do next, or what it waits for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NextStep(
        @JsonPropertyDescription("What it is, in one word, for example Promote.")
        String action,

        @JsonPropertyDescription("The id of the policy that follows.") @Nullable
        String id,

        @JsonPropertyDescription("When, if nothing changes. Absent while that is not known.") @Nullable
        Instant at,

        @JsonPropertyDescription("One line for kubectl get -o wide.") @Nullable
        String summary,

        @JsonPropertyDescription("What it is waiting for and what to do.") @Nullable
        String message) {

    /** Truncates the time to whole seconds. */
    public NextStep(
            String action,
            @Nullable String id,
            @Nullable Instant at,
            @Nullable String summary,
            @Nullable String message) {
        this.action = action;
        this.id = id;
        this.at = WholeSeconds.ofNullable(at);
        this.summary = summary;
        this.message = message;
    }
}
