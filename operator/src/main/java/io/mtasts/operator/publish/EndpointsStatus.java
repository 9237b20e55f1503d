package io.mtasts.operator.publish;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What external-dns says of a DNSEndpoint.
 *
 * @param observedGeneration the generation of the spec that it has read last
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointsStatus(@Nullable Long observedGeneration) {}
