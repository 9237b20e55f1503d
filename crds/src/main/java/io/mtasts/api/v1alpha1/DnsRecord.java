package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A record that should stand in DNS, with what was seen there. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DnsRecord(
        @JsonPropertyDescription("Its name, without a final dot.")
        String name,

        @JsonPropertyDescription("TXT, CNAME, A or AAAA.") RecordType type,

        @JsonPropertyDescription("Its value, to copy. Absent while it must not be published.") @Nullable
        String value,

        @JsonPropertyDescription("Published, Missing, Stale (an earlier value), Foreign (not written by the"
                + " operator), Withheld (not to be published yet) or Unknown (DNS did not answer).")
        RecordState state,

        @JsonPropertyDescription("What was seen and what to do.") @Nullable
        String message) {}
