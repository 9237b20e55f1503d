package io.mtasts.operator.publish;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of a DNSEndpoint. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointsSpec(List<Endpoint> endpoints) {
    public EndpointsSpec(@Nullable List<Endpoint> endpoints) {
        this.endpoints = endpoints == null ? List.of() : List.copyOf(endpoints);
    }

    /** The one of that name and type. */
    Optional<Endpoint> of(String dnsName, String recordType) {
        return endpoints.stream()
                .filter(endpoint -> dnsName.equals(endpoint.dnsName()) && recordType.equals(endpoint.recordType()))
                .findFirst();
    }

    /**
     * One record.
     *
     * @param recordTTL in seconds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Endpoint(
            @Nullable String dnsName,
            @Nullable String recordType,
            @Nullable Long recordTTL,
            List<String> targets) {
        public Endpoint(
                @Nullable String dnsName,
                @Nullable String recordType,
                @Nullable Long recordTTL,
                @Nullable List<String> targets) {
            this.dnsName = dnsName;
            this.recordType = recordType;
            this.recordTTL = recordTTL;
            this.targets = targets == null ? List.of() : List.copyOf(targets);
        }
    }
}
