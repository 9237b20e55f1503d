package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The {@code _mta-sts} record that stands in DNS (RFC 8461 section 3.1). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublishedRecord(
        @JsonPropertyDescription("The id it names.") String id,

        @JsonPropertyDescription(
                "When it was first confirmed with that id at every authoritative server that" + " answers.")
        @Nullable
        Instant since,

        @JsonPropertyDescription("The time to live seen, in seconds.") @Nullable
        Integer ttlSeconds) {

    /** Truncates the time to whole seconds. */
    public PublishedRecord(String id, @Nullable Instant since, @Nullable Integer ttlSeconds) {
        this.id = id;
        this.since = WholeSeconds.ofNullable(since);
        this.ttlSeconds = ttlSeconds;
    }
}
