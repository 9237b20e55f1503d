package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;

import io.mtasts.check.Aspect;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.conditions.EnforcementState.Refusing;
import io.mtasts.operator.reasons.OperatorReason;

/** Does every policy that senders may hold cover every mail server that DNS names? */
final class MxCoverage {
    private MxCoverage() {}

    static ConditionResult of(Assessment assessment, EnforcementState enforcement) {
        var input = assessment.input();
        var judged = assessment.condition(MXMatchesPolicy, Aspect.COVERAGE);
        var uncovered = RefusedHosts.of(enforcement, Refusing::uncovered);
        if (uncovered.refusing().isEmpty()) {
            return uncovered.lingering().isEmpty()
                    ? judged
                    : uncovered.recovering(
                            input,
                            judged,
                            "The policy served now does not cover it either, but does not make senders refuse: add it"
                                    + " to spec.mx, or remove its MX record, before enforce is served again.");
        }
        boolean byServed = uncovered.isByServed(assessment.served());
        var remedy = RemedyText.of(input, assessment.served());
        return byServed && judged.isFalse()
                ? judged.and(remedy)
                : ConditionResult.no(
                                MXMatchesPolicy,
                                byServed ? ObservedReason.MXNotCovered : OperatorReason.SendersHoldEarlierPolicy,
                                uncovered.doNotDeliver(input))
                        .and(remedy);
    }
}
