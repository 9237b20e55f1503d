package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the soak of a policy in mode testing has come. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Soak(
        @JsonPropertyDescription("The id of that policy.") String id,

        @JsonPropertyDescription("How long everything has been seen good.")
        TimeSpan goodFor,

        @JsonPropertyDescription("When it was last seen good.") @Nullable
        Instant lastGood) {

    /** Truncates the time to whole seconds. */
    public Soak(String id, TimeSpan goodFor, @Nullable Instant lastGood) {
        this.id = id;
        this.goodFor = goodFor;
        this.lastGood = WholeSeconds.ofNullable(lastGood);
    }
}
