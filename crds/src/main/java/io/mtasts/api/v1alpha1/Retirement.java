package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The end of a policy (RFC 8461 section 8.3). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retirement(
        @JsonPropertyDescription("When it began.") Instant since,

        @JsonPropertyDescription(
                "When it ends at the latest. Absent while DNS names a policy other than that of mode none: some"
                        + " senders keep a policy for as long as its id is there.")
        @Nullable
        Instant deadline,

        @JsonPropertyDescription(
                "Since when the policy host has not pointed here; the retirement ends once no sender can still have"
                        + " cached what it fetched here before, or after a day if the domain itself is gone.")
        @Nullable
        Instant awaySince) {

    /** Truncates times to whole seconds. */
    public Retirement(Instant since, @Nullable Instant deadline, @Nullable Instant awaySince) {
        this.since = WholeSeconds.of(since);
        this.deadline = WholeSeconds.ofNullable(deadline);
        this.awaySince = WholeSeconds.ofNullable(awaySince);
    }
}
