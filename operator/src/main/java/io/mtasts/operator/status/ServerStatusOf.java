package io.mtasts.operator.status;

import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;

import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.PolicyServerStatus;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.conditions.ConditionResult;
import io.mtasts.operator.conditions.Conditions;
import io.mtasts.operator.gather.ServerInput;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The status of a PolicyServer: a function of its input. */
public final class ServerStatusOf {
    private ServerStatusOf() {}

    /** What the status should be now. */
    public static PolicyServerStatus status(ServerInput input) {
        var server = input.server();
        long generation = server.getMetadata().getGeneration();
        int readyPods = readyPods(input);
        var before = Optional.ofNullable(server.getStatus())
                .map(PolicyServerStatus::conditions)
                .orElse(List.of());
        return new PolicyServerStatus(
                generation,
                input.domains(),
                readyPods,
                Conditions.since(before, generation, input.now(), List.of(ready(input, readyPods), accepted(input))));
    }

    private static ConditionResult accepted(ServerInput input) {
        var spec = input.server().getSpec();
        var exposure = spec.exposure();
        if (!input.namesTaken().isEmpty()) {
            return ConditionResult.no(
                    Accepted,
                    OperatorReason.NameTaken,
                    "%s already exists and was not created for this PolicyServer, so it is left alone. Delete or rename it, or rename this PolicyServer."
                            .formatted(String.join(" and ", input.namesTaken())));
        }
        if (exposure != null && exposure.gateway() != null && !input.gatewayAPI()) {
            return ConditionResult.no(
                    Accepted,
                    OperatorReason.GatewayAPIMissing,
                    "spec.exposure.gateway needs gateway.networking.k8s.io/v1, which this cluster does not have."
                            + " Install the Gateway API, or set spec.exposure.ingress.");
        }
        if (exposure != null && exposure.ingress() != null) {
            var refused = exposure.ingress().annotations().keySet().stream()
                    .filter(key -> !input.allowedAnnotation().test(key))
                    .sorted()
                    .toList();
            if (!refused.isEmpty()) {
                return ConditionResult.no(
                        Accepted,
                        OperatorReason.AnnotationNotAllowed,
                        "spec.exposure.ingress.annotations: %s is not on the operator's list of allowed annotations, so no Ingress gets it; one that already has it keeps it. Remove it, or have the list extended (--allowed-annotations)."
                                .formatted(String.join(" and ", refused)));
            }
        }
        return childrenAreTaken(input)
                .orElseGet(() -> ConditionResult.yes(Accepted, ObservedReason.AllGood, "The spec can be acted on."));
    }

    /** Before this process has tried it is as the one before said. */
    private static Optional<ConditionResult> childrenAreTaken(ServerInput input) {
        var refused = input.refused();
        if (!refused.tried()) {
            return saidBefore(input, Accepted);
        }
        return refused.list().isEmpty()
                ? Optional.empty()
                : Optional.of(ConditionResult.no(Accepted, OperatorReason.ChildRefused, refused.message()));
    }

    private static Optional<ConditionResult> saidBefore(ServerInput input, ConditionType type) {
        return Optional.ofNullable(input.server().getStatus()).stream()
                .flatMap(status -> status.conditions().stream())
                .filter(condition ->
                        condition.is(type) && condition.reason().equals(OperatorReason.ChildRefused.name()))
                .findFirst()
                .map(condition -> ConditionResult.no(type, OperatorReason.ChildRefused, condition.message()));
    }

    private static ConditionResult ready(ServerInput input, int readyPods) {
        return whatServesIsRefused(input).orElseGet(() -> counted(input, readyPods));
    }

    /** Pods run without a PodDisruptionBudget and without a NetworkPolicy; not without the rest. */
    private static Optional<ConditionResult> whatServesIsRefused(ServerInput input) {
        var refused = input.refused();
        if (!refused.tried()) {
            return saidBefore(input, Ready);
        }
        return refused.of("Deployment", "Service", "ConfigMap", "ServiceAccount")
                .map(child -> ConditionResult.no(
                        Ready,
                        OperatorReason.ChildRefused,
                        "It does not serve everything that it should. " + child.sentence()));
    }

    private static ConditionResult counted(ServerInput input, int readyPods) {
        int wanted = input.server().getSpec().replicas();
        if (!input.overfull().isEmpty()) {
            return ConditionResult.no(Ready, OperatorReason.PodsNotReady, String.join(" ", input.overfull()));
        }
        var leaving = input.server().isMarkedForDeletion()
                ? " It has been deleted, and is removed once no policy is served from it."
                : "";
        return readyPods >= wanted
                ? ConditionResult.yes(
                        Ready,
                        ObservedReason.AllGood,
                        "%d of %d pods are ready and serve %d domains.%s"
                                .formatted(readyPods, wanted, input.domains(), leaving))
                : ConditionResult.no(
                        Ready,
                        OperatorReason.PodsNotReady,
                        "%d of %d pods are ready. See kubectl describe deployment and its pods.%s"
                                .formatted(readyPods, wanted, leaving));
    }

    private static int readyPods(ServerInput input) {
        return input.deployment()
                .map(deployment -> deployment.getStatus())
                .map(DeploymentStatus::getReadyReplicas)
                .map(ready -> Objects.requireNonNullElse(ready, 0))
                .orElse(0);
    }
}
