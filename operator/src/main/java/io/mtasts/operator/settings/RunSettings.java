package io.mtasts.operator.settings;

import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.observe.ObserverSettings;
import io.mtasts.operator.publish.UpdateServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the operator runs.
 *
 * @param network from where and how domains are looked at; its {@code mxCache} is the operator's
 * @param probeMx whether to connect to mail servers at all
 * @param minimumInterval between two looks at one domain, whatever its {@code checks.interval} says
 * @param propagation for how long a new policy is served before its record is shown
 * @param retirementMaxAge of the policy that a retiring domain serves
 * @param defaultIssuer where neither policy nor server names one
 * @param allowedIssuers that resources may name; any when empty
 * @param policyServerImage of the pods that serve policies
 * @param watchNamespaces whose resources are looked after; all when empty
 * @param certificatesMaxPending waited for at the same time
 * @param certificatesNewPerHour asked for in an hour
 * @param defaultIngressClass where a server names none
 * @param allowedAnnotations keys that a server's Ingresses may have; one that ends in {@code *} stands for all that begin so
 * @param healthPort where probes and metrics are asked for; nowhere when empty, any free port when 0
 * @param domainMetrics whether there are metrics of each domain, beside those that only count
 * @param tenancyDomains which domains the resources of a namespace may have
 * @param updateServers that take dynamic updates
 * @param leaderElection whether there may be several operators, of which the one that has the lease leads
 */
public record RunSettings(
        ObserverSettings network,
        boolean probeMx,
        Duration minimumInterval,
        Duration propagation,
        Duration retirementMaxAge,
        Optional<IssuerRef> defaultIssuer,
        List<IssuerRef> allowedIssuers,
        String policyServerImage,
        List<String> watchNamespaces,
        int certificatesMaxPending,
        int certificatesNewPerHour,
        Optional<String> defaultIngressClass,
        List<String> allowedAnnotations,
        OptionalInt healthPort,
        boolean domainMetrics,
        Tenancy tenancyDomains,
        List<UpdateServer> updateServers,
        boolean leaderElection) {
    public RunSettings {
        allowedIssuers = List.copyOf(allowedIssuers);
        watchNamespaces = List.copyOf(watchNamespaces);
        updateServers = List.copyOf(updateServers);
        allowedAnnotations = List.copyOf(allowedAnnotations);
    }

    /** May a PolicyServer set that annotation on Ingresses? */
    public boolean allowsAnnotation(String key) {
        return allowedAnnotations.stream()
                .anyMatch(allowed -> allowed.endsWith("*")
                        ? key.startsWith(allowed.substring(0, allowed.length() - 1))
                        : key.equals(allowed));
    }

    /** May a resource name that issuer? The default issuer always. */
    public boolean allowsIssuer(IssuerRef issuer) {
        return allowedIssuers.isEmpty()
                || allowedIssuers.contains(issuer)
                || defaultIssuer.filter(issuer::equals).isPresent();
    }
}
