package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.Overrides;
import io.mtasts.operator.rollout.Policies;

/** "I saw it from outside": a person's word, where the operator itself cannot look, for as long as every pod has the policy. */
public final class Attestation {
    private Attestation() {}

    /** Is that policy vouched for, and does nothing that was seen speak against it? */
    public static boolean covers(PolicyInput input, ServedPolicy policy) {
        var probe = input.probe().filter(seen -> isOf(seen, policy));
        return input.overrides().attests(String.valueOf(policy.id()))
                && probe.filter(seen -> !seen.propagation().otherBytes())
                        .filter(seen ->
                                PodAgreement.complaint(input, seen, policy).isEmpty())
                        .isPresent();
    }

    private static boolean isOf(ProbeResult probe, ServedPolicy policy) {
        return probe.probeSpec()
                .expected()
                .filter(expected -> expected.id().equals(policy.id()))
                .isPresent();
    }

    /** What could not be observed, as the person saw it. */
    static ConditionResult condition(ServedPolicy policy) {
        return ConditionResult.yes(
                ConditionType.PolicyServed,
                OperatorReason.Attested,
                "Every pod answers with policy %s, and the annotation %s says that it was seen from outside, which this operator cannot probe."
                        .formatted(Policies.shortId(policy), Overrides.ATTEST));
    }
}
