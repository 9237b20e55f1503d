package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is remembered of the policy host {@code mta-sts.<domain>}, which decides when a new record may be published. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyHost(
        @JsonPropertyDescription("Since when it has led here only. Absent while it leads elsewhere.") @Nullable
        Instant since,

        @JsonPropertyDescription("The largest time to live, in seconds, seen of its addresses and aliases: so long"
                + " senders may go on to where it led before. Absent where it is not known to have led"
                + " elsewhere.")
        @Nullable
        Integer ttlSeconds,

        @JsonPropertyDescription("Since when no pod has answered with the policy, or had not until upSince, while its"
                + " id stood in DNS.")
        @Nullable
        Instant downSince,

        @JsonPropertyDescription("When that was over, after more than an hour. Some senders go without a policy from"
                + " then until the record has another id.")
        @Nullable
        Instant upSince) {

    /** Truncates times to whole seconds. */
    public PolicyHost(
            @Nullable Instant since,
            @Nullable Integer ttlSeconds,
            @Nullable Instant downSince,
            @Nullable Instant upSince) {
        this.since = WholeSeconds.ofNullable(since);
        this.ttlSeconds = ttlSeconds;
        this.downSince = WholeSeconds.ofNullable(downSince);
        this.upSince = WholeSeconds.ofNullable(upSince);
    }
}
