package io.mtasts.operator.gather;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.mtasts.api.v1alpha1.PolicyServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that is known about one PolicyServer at one moment.
 *
 * @param domains how many managed policies name it
 * @param gatewayAPI whether the cluster has the Gateway API's kinds
 * @param allowedAnnotation whether an annotation key may stand on Ingresses
 * @param namesTaken children that somebody else has the names of, as {@code Kind/name}
 * @param refused children that the API server refuses
 * @param overfull what is to be said of shards that hold no more
 */
public record ServerInput(
        PolicyServer server,
        int domains,
        Optional<Deployment> deployment,
        boolean gatewayAPI,
        Predicate<String> allowedAnnotation,
        List<String> namesTaken,
        RefusedChildren refused,
        List<String> overfull,
        Instant now) {}
