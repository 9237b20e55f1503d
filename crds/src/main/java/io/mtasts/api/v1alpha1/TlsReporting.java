package io.mtasts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where senders send their reports about TLS failures (RFC 8460 section 3). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TlsReporting(
        @Required
        @JsonPropertyDescription("Where reports go: mailto: or https: addresses, published as the _smtp._tls record.")
        @Size(min = 1, max = 10)
        List<@Size(max = 512) String> rua) {

    /** Copies the list. */
    public TlsReporting(@Nullable List<String> rua) {
        this.rua = rua == null ? List.of() : List.copyOf(rua);
    }
}
