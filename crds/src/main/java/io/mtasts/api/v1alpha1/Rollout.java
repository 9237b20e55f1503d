package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a policy reaches mode enforce. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rollout(
        @Default("Gated")
        @JsonPropertyDescription(
                "Gated: mode testing is served first, and enforce once everything that senders depend on"
                        + " has been good for the whole soak. Immediate: no soak. Default: Gated.")
        RolloutStrategy strategy,

        @Default("168h")
        @JsonPropertyDescription(
                "How long certificate, policy, record, mail servers and their TLS must have been seen good in mode"
                        + " testing before enforce is served: hours, minutes and seconds, 0s to 8760h. Default: 168h.")
        @Size(max = 32)
        @ValidationRule(value = Syntax.TIME_SPAN, message = Syntax.TIME_SPAN_MESSAGE)
        @ValidationRule(
                value = "!" + Syntax.TIME_SPAN + " || duration(self) <= duration('8760h')",
                message = "must be at most 8760h")
        TimeSpan soak) {

    /** What the schema fills in. */
    public static final Rollout DEFAULT = new Rollout(null, null);

    /** Fills in the schema's defaults. */
    public Rollout(@Nullable RolloutStrategy strategy, @Nullable TimeSpan soak) {
        this.strategy = Objects.requireNonNullElse(strategy, RolloutStrategy.GATED);
        this.soak = Objects.requireNonNullElse(soak, new TimeSpan("168h"));
    }
}
