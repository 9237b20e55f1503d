package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a mail server that a pattern of the spec covers may take mail. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PatternSafety(
        @JsonPropertyDescription("The pattern.") String pattern,

        @JsonPropertyDescription(
                "From then on senders that follow the RFC deliver there. Absent while that is not known.")
        @Nullable
        Instant usuallySafeFrom,

        @JsonPropertyDescription(
                "From then on no sender has an enforce policy without it cached. Absent while that is not known.")
        @Nullable
        Instant surelySafeFrom) {

    /** Truncates times to whole seconds. */
    public PatternSafety(String pattern, @Nullable Instant usuallySafeFrom, @Nullable Instant surelySafeFrom) {
        this.pattern = pattern;
        this.usuallySafeFrom = WholeSeconds.ofNullable(usuallySafeFrom);
        this.surelySafeFrom = WholeSeconds.ofNullable(surelySafeFrom);
    }
}
