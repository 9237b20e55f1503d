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
                "When no sender has it cached any more. Absent while it is served or its id is in" + " DNS.")
        @Nullable
        Instant expires,

        @JsonPropertyDescription(
                "From when senders that check the id have a newer policy: a record that names another one had been"
                        + " seen for its time to live and ten minutes. Senders that do not may keep this one until"
                        + " expires. Absent while it is served or its id is in DNS, and while no record names another.")
        @Nullable
        Instant replacedFrom,

        @JsonPropertyDescription(
                "True while no sender can have fetched it: DNS has never named it, nor another one while it was"
                        + " served. Otherwise absent.")
        @Nullable
        Boolean unpublished,

        @JsonPropertyDescription(
                "True if its id was found in DNS and is not one of this operator's, so a record with it is somebody"
                        + " else's. Otherwise absent.")
        @Nullable
        Boolean adopted) {

    /** One of this operator's own, which senders may have fetched. */
    public LedgerEntry(
            String id, PolicyMode mode, @Nullable List<String> mx, int maxAgeSeconds, @Nullable Instant expires) {
        this(id, mode, mx, maxAgeSeconds, expires, null);
    }

    /** One that senders may have fetched. */
    public LedgerEntry(
            String id,
            PolicyMode mode,
            @Nullable List<String> mx,
            int maxAgeSeconds,
            @Nullable Instant expires,
            @Nullable Boolean adopted) {
        this(id, mode, mx, maxAgeSeconds, expires, null, null, adopted);
    }

    /** Copies the list, truncates times to whole seconds. */
    public LedgerEntry(
            String id,
            PolicyMode mode,
            @Nullable List<String> mx,
            int maxAgeSeconds,
            @Nullable Instant expires,
            @Nullable Instant replacedFrom,
            @Nullable Boolean unpublished,
            @Nullable Boolean adopted) {
        this.id = id;
        this.mode = mode;
        this.mx = mx == null ? List.of() : List.copyOf(mx);
        this.maxAgeSeconds = maxAgeSeconds;
        this.expires = WholeSeconds.ofNullable(expires);
        this.replacedFrom = WholeSeconds.ofNullable(replacedFrom);
        this.unpublished = Boolean.TRUE.equals(unpublished) ? unpublished : null;
        this.adopted = Boolean.TRUE.equals(adopted) ? adopted : null;
    }

    /** The same with another end. */
    public LedgerEntry ending(@Nullable Instant end) {
        return new LedgerEntry(id, mode, mx, maxAgeSeconds, end, replacedFrom, unpublished, adopted);
    }

    /** The same with another time of replacement. */
    public LedgerEntry replaced(@Nullable Instant from) {
        return new LedgerEntry(id, mode, mx, maxAgeSeconds, expires, from, unpublished, adopted);
    }

    /** The same, fetched by nobody yet, or maybe by some. */
    public LedgerEntry unpublished(boolean never) {
        return new LedgerEntry(id, mode, mx, maxAgeSeconds, expires, replacedFrom, never, adopted);
    }
}
