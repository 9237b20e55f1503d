package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Listed;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.PodAnswer;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.Policies;
import java.util.Optional;

/** Does every ready pod of the policy server answer with the policy, and is it they whom senders meet? They do so one after the other. */
final class PodAgreement {
    private static final int OK = 200;

    private PodAgreement() {}

    static Optional<ConditionResult> complaint(PolicyInput input, ProbeResult probe, ServedPolicy served) {
        return complaint(probe, served).or(() -> notThereYet(input, probe));
    }

    /** What was seen of the server before says nothing of the one that the spec names now. */
    private static Optional<ConditionResult> notThereYet(PolicyInput input, ProbeResult probe) {
        var named = input.spec().serverName();
        return probe.probeSpec().server().filter(named::equals).isPresent()
                ? Optional.empty()
                : Optional.of(ConditionResult.unknown(
                        ConditionType.PolicyServed,
                        OperatorReason.Pending,
                        "%s has not been seen from PolicyServer %s yet; until then the previous one keeps serving it."
                                .formatted(input.policyHost(), named)));
    }

    private static Optional<ConditionResult> complaint(ProbeResult probe, ServedPolicy served) {
        if (probe.pods().isEmpty()) {
            return Optional.of(ConditionResult.unknown(
                    ConditionType.PolicyServed,
                    OperatorReason.PodsNotReady,
                    "No pod of the PolicyServer is ready, so none can be asked for the policy. See kubectl get pods."));
        }
        var others = probe.pods().stream()
                .filter(pod -> pod instanceof PodAnswer.Answered answer && !isServed(answer, served))
                .map(PodAnswer::pod)
                .toList();
        if (!others.isEmpty()) {
            return Optional.of(ConditionResult.no(
                    ConditionType.PolicyServed,
                    OperatorReason.PolicyReplicasDiffer,
                    "%d of %d pods do not serve policy %s yet: %s. A kubelet takes up to two minutes to bring a changed ConfigMap. If this persists, check the pod's log."
                            .formatted(
                                    others.size(), probe.pods().size(), Policies.shortId(served), Listed.few(others))));
        }
        return probe.pods().stream()
                .filter(PodAnswer.Silent.class::isInstance)
                .map(PodAnswer.Silent.class::cast)
                .findFirst()
                .map(silent -> ConditionResult.unknown(
                        ConditionType.PolicyServed,
                        OperatorReason.PolicyReplicasDiffer,
                        "Pod %s could not be asked for the policy: %s. Check whether a NetworkPolicy keeps the operator from port 8080 of the policy server's pods."
                                .formatted(silent.pod(), silent.why())));
    }

    private static boolean isServed(PodAnswer.Answered answer, ServedPolicy served) {
        return answer.status() == OK && answer.body().equals(served.body());
    }
}
