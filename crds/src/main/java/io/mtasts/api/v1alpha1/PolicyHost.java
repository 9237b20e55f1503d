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
        @JsonPropertyDescription("Since when it has pointed only here. Absent while it points elsewhere.") @Nullable
        Instant since,

        @JsonPropertyDescription(
                "The largest time to live, in seconds, seen of its addresses and CNAMEs: for that long senders may"
                        + " still connect to where it pointed before. Absent if it is not known to have pointed"
                        + " elsewhere.")
        @Nullable
        Integer ttlSeconds,

        @JsonPropertyDescription(
                "Since when no pod has answered with the policy, or had not until upSince, while its id was in DNS.")
        @Nullable
        Instant downSince,

        @JsonPropertyDescription(
                "When that ended, after more than an hour. Some senders do without a policy from then until the record"
                        + " has another id.")
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
