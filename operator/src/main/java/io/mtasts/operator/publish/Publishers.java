package io.mtasts.operator.publish;

import java.util.List;
import java.util.Optional;

/**
 * What there is to publish records with, and what came of it.
 *
 * @param externalDNS whether the cluster has external-dns's kind
 * @param endpoint the DNSEndpoint that has our name
 * @param updateServers the names of those in the operator's settings, sorted
 * @param update what came of updates so far
 */
public record Publishers(
        boolean externalDNS, Optional<DNSEndpoint> endpoint, List<String> updateServers, UpdateReport update) {}
