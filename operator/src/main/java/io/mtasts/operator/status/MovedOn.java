package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.operator.conditions.PolicyHostTarget;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;

/** Does somebody else have the policy host of a domain now? One that is gone has not moved on, nor one that still answers what is served here. */
public final class MovedOn {
    private MovedOn() {}

    /** As the latest probe showed it; false while nobody knows. */
    public static boolean is(PolicyInput input) {
        var hostTarget = PolicyHostTarget.of(input);
        boolean elsewhere = input.probe()
                .map(ProbeResult::view)
                .filter(view -> !view.policyHost().addresses().records().isEmpty())
                .isPresent();
        boolean served = input.before()
                .flatMap(status -> status.condition(ConditionType.PolicyServed))
                .map(Condition::holds)
                .orElse(false);
        return elsewhere && !hostTarget.target().isEmpty() && !hostTarget.here() && !served;
    }
}
