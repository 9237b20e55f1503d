package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
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
        String message,

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @JsonPropertyDescription(
                "Earlier values of the operator's that this one replaces, until DNS has only this one. Only if an"
                        + " update server publishes.")
        List<String> earlier) {

    /** Copies the list. */
    public DnsRecord(
            String name,
            RecordType type,
            @Nullable String value,
            RecordState state,
            @Nullable String message,
            @Nullable List<String> earlier) {
        this.name = name;
        this.type = type;
        this.value = value;
        this.state = state;
        this.message = message;
        this.earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    /** One that takes no other's place. */
    public DnsRecord(
            String name, RecordType type, @Nullable String value, RecordState state, @Nullable String message) {
        this(name, type, value, state, message, List.of());
    }
}
