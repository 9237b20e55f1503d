package io.mtasts.operator.gather;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.Optional;

/** Whether a resource that serves nothing, by its status, has served and is through with it; a status that was lost does not say that. */
public final class Ended {
    private Ended() {}

    /** Says the status that the policy has ended, or that it is another resource's? */
    public static boolean isSaidOf(MailDomainPolicy policy) {
        var status = Optional.ofNullable(policy.getStatus());
        return status.flatMap(MailDomainPolicyStatus::served).isEmpty()
                && (has(status, ConditionType.Ready, OperatorReason.Retiring)
                        || has(status, ConditionType.Accepted, OperatorReason.DomainConflict));
    }

    private static boolean has(Optional<MailDomainPolicyStatus> status, ConditionType type, OperatorReason reason) {
        return status.flatMap(known -> known.condition(type))
                .filter(condition -> condition.reason().equals(reason.name()))
                .isPresent();
    }
}
