package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often and how a domain is looked at from outside. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Checks(
        @Default("10m")
        @JsonPropertyDescription(
                "Time between two probes: hours, minutes and seconds, at least 1s, but never below the operator's own"
                        + " minimum interval. Default: 10m.")
        @Size(max = 32)
        @ValidationRule(value = Syntax.TIME_SPAN, message = Syntax.TIME_SPAN_MESSAGE)
        @ValidationRule(
                value = "!" + Syntax.TIME_SPAN + " || duration(self) >= duration('1s')",
                message = "must be at least 1s")
        TimeSpan interval,

        @Default("Direct")
        @JsonPropertyDescription(
                "Direct: each mail server is probed for STARTTLS and its certificate on port 25. Disabled: none is;"
                        + " you confirm that the certificates are monitored elsewhere, which counts as good. Default:"
                        + " Direct.")
        MxTlsCheck mxTLS) {

    /** What the schema fills in. */
    public static final Checks DEFAULT = new Checks(null, null);

    /** Fills in the schema's defaults. */
    public Checks(@Nullable TimeSpan interval, @Nullable MxTlsCheck mxTLS) {
        this.interval = Objects.requireNonNullElse(interval, new TimeSpan("10m"));
        this.mxTLS = Objects.requireNonNullElse(mxTLS, MxTlsCheck.DIRECT);
    }
}
