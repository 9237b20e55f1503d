package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy that a sender may still hold. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LedgerEntry(
        @JsonPropertyDescription("Its id.") String id,

        @JsonPropertyDescription("Its mode.") PolicyMode mode,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonPropertyDescription("Its mx patterns.")
        List<String> mx,

        @JsonPropertyDescription("Its max_age, in seconds.") int maxAgeSeconds,

        @JsonPropertyDescription(
                "When no sender holds it any more. Absent while it is served or its id stands in" + " DNS.")
        @Nullable
        Instant expires,

        @JsonPropertyDescription(
                "True when its id was found in DNS and is none of this operator's, so that a record with it is"
                        + " somebody else's. Else absent.")
        @Nullable
        Boolean adopted) {

    /** One of this operator's own. */
    public LedgerEntry(
            String id, PolicyMode mode, @Nullable List<String> mx, int maxAgeSeconds, @Nullable Instant expires) {
        this(id, mode, mx, maxAgeSeconds, expires, null);
    }

    /** Copies the list, truncates the time to whole seconds. */
    public LedgerEntry(
            String id,
            PolicyMode mode,
            @Nullable List<String> mx,
            int maxAgeSeconds,
            @Nullable Instant expires,
            @Nullable Boolean adopted) {
        this.id = id;
        this.mode = mode;
        this.mx = mx == null ? List.of() : List.copyOf(mx);
        this.maxAgeSeconds = maxAgeSeconds;
        this.expires = WholeSeconds.ofNullable(expires);
        this.adopted = Boolean.TRUE.equals(adopted) ? adopted : null;
    }
}
