package io.mtasts.operator;

import io.mtasts.api.v1alpha1.IssuerRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the person who runs the operator has decided, for all resources.
 *
 * @param minimumInterval no domain is looked at more often than that
 * @param propagation how long new policy bytes must be seen everywhere before their record may be published
 * @param probeMx whether mail servers are talked to at all
 * @param policyServerImage the image that policy servers run
 * @param watchNamespaces the namespaces whose resources are acted on; empty for all
 * @param defaultIssuer the issuer of certificates where neither policy nor server names one
 * @param defaultIngressClass the class of Ingresses where the server names none; empty for the cluster's default
 * @param allowedAnnotations annotation keys that a PolicyServer may put on Ingresses; a final {@code *} stands for any ending
 */
public record OperatorSettings(
        Duration minimumInterval,
        Duration propagation,
        boolean probeMx,
        String policyServerImage,
        Set<String> watchNamespaces,
        Optional<IssuerRef> defaultIssuer,
        Optional<String> defaultIngressClass,
        List<String> allowedAnnotations) {
    public OperatorSettings {
        watchNamespaces = Set.copyOf(watchNamespaces);
        allowedAnnotations = List.copyOf(allowedAnnotations);
    }

    /** May a PolicyServer set that annotation? */
    public boolean allowsAnnotation(String key) {
        return allowedAnnotations.stream()
                .anyMatch(allowed -> allowed.endsWith("*")
                        ? key.startsWith(allowed.substring(0, allowed.length() - 1))
                        : key.equals(allowed));
    }
}
