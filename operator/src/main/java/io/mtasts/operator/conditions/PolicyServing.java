package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;

import io.mtasts.check.Aspect;

/** Is the policy served? In public first, as senders see it; then pod by pod, since a balancer may have shown only the good one. */
final class PolicyServing {
    private PolicyServing() {}

    static ConditionResult of(Assessment assessment) {
        var input = assessment.input();
        var served = assessment.served();
        var inPublic = assessment.ofServed().condition(PolicyServed, Aspect.POLICY);
        if (served.isEmpty() || !inPublic.isTrue()) {
            return served.filter(_ -> !inPublic.isFalse())
                    .filter(policy -> Attestation.covers(input, policy))
                    .map(Attestation::condition)
                    .orElse(inPublic);
        }
        return input.probe()
                .flatMap(probe -> PodAgreement.complaint(input, probe, served.get()))
                .orElse(inPublic);
    }
}
