package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.operator.prober.ProbeResult;

/** Does somebody else have the policy host of a domain now? One that is gone has not moved on, nor one that still answers what is served here. */
public final class MovedOn {
    private MovedOn() {}

    /** As the latest look showed it; false while nobody knows. */
    public static boolean is(PolicyInput situation) {
        var pointing = PolicyHostTarget.of(situation);
        boolean elsewhere = situation
                .sighting()
                .map(ProbeResult::view)
                .filter(view -> !view.policyHost().addresses().records().isEmpty())
                .isPresent();
        boolean served = situation
                .before()
                .flatMap(status -> status.condition(ConditionType.PolicyServed))
                .map(Condition::holds)
                .orElse(false);
        return elsewhere && !pointing.target().isEmpty() && !pointing.here() && !served;
    }
}
