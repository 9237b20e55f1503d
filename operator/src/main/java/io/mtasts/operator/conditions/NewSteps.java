package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.operator.reasons.OperatorReason;

/**
 * Whether new steps may be taken: not while the spec cannot be acted on. A child that the API server refuses is the one thing that it stops,
 * and nothing else waits for it.
 */
public final class NewSteps {
    private NewSteps() {}

    /** By the status as it was last written. */
    public static boolean allowed(MailDomainPolicyStatus status) {
        return status.condition(ConditionType.Accepted)
                .map(accepted -> accepted.holds() || accepted.reason().equals(OperatorReason.ChildRefused.name()))
                .orElse(false);
    }

    public static boolean allowed(ConditionResult accepted) {
        return !accepted.isFalse() || accepted.reason() == OperatorReason.ChildRefused;
    }
}
