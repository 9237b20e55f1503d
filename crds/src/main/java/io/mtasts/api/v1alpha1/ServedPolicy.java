package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The policy that is served, or with {@link Management#OBSERVE} the one that was fetched. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServedPolicy(
        @JsonPropertyDescription("Its id: the first 32 hex digits of SHA-256 over body and revision. With"
                + " management: Observe, the id in DNS.")
        @Nullable
        String id,

        @JsonPropertyDescription("Rises when the same body needs another id.")
        int revision,

        @JsonPropertyDescription("Its mode.") PolicyMode mode,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonPropertyDescription("Its mx patterns, in order.")
        List<String> mx,

        @JsonPropertyDescription("Its max_age, in seconds.") int maxAgeSeconds,

        @JsonPropertyDescription("Its text, as served at /.well-known/mta-sts.txt.") @Nullable
        String body,

        @JsonPropertyDescription("When it was decided to serve it.") @Nullable
        Instant since,

        @JsonPropertyDescription(
                "When every pod and public address had been seen to answer with it; absent until" + " then.")
        @Nullable
        Instant seenSince,

        @JsonPropertyDescription("Where its host mta-sts.<domain> has been seen to point.") @Nullable
        PolicyHost host) {

    /** One of whose host nothing is remembered. */
    public ServedPolicy(
            @Nullable String id,
            int revision,
            PolicyMode mode,
            @Nullable List<String> mx,
            int maxAgeSeconds,
            @Nullable String body,
            @Nullable Instant since,
            @Nullable Instant seenSince) {
        this(id, revision, mode, mx, maxAgeSeconds, body, since, seenSince, null);
    }

    /** Copies the list, truncates times to whole seconds. */
    public ServedPolicy(
            @Nullable String id,
            int revision,
            PolicyMode mode,
            @Nullable List<String> mx,
            int maxAgeSeconds,
            @Nullable String body,
            @Nullable Instant since,
            @Nullable Instant seenSince,
            @Nullable PolicyHost host) {
        this.id = id;
        this.revision = revision;
        this.mode = mode;
        this.mx = mx == null ? List.of() : List.copyOf(mx);
        this.maxAgeSeconds = maxAgeSeconds;
        this.body = body;
        this.since = WholeSeconds.ofNullable(since);
        this.seenSince = WholeSeconds.ofNullable(seenSince);
        this.host = host;
    }

    /** The same, seen everywhere from then; null for not yet. */
    public ServedPolicy seenFrom(@Nullable Instant since) {
        return new ServedPolicy(id, revision, mode, mx, maxAgeSeconds, body, this.since, since, host);
    }

    /** The same with what is remembered of its host. */
    public ServedPolicy at(@Nullable PolicyHost remembered) {
        return new ServedPolicy(id, revision, mode, mx, maxAgeSeconds, body, since, seenSince, remembered);
    }
}
