package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.conditions.EnforcementState.Refusing;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The mail servers to which senders that hold an enforce policy do not deliver, for one of the reasons that there are. A judgement alone goes by the
 * policy that is served now, and senders may hold another.
 *
 * @param refusing policies that senders go by and that keep them from such a host
 * @param lingering the same of those that only senders still hold that do not look at the record's id
 * @param hosts those of a policy
 */
record RefusedHosts(List<Refusing> refusing, List<Refusing> lingering, Function<Refusing, List<String>> hosts) {
    static RefusedHosts of(EnforcementState enforcement, Function<Refusing, List<String>> hosts) {
        return new RefusedHosts(only(enforcement.refusing(), hosts), only(enforcement.lingering(), hosts), hosts);
    }

    private static List<Refusing> only(List<Refusing> all, Function<Refusing, List<String>> hosts) {
        return all.stream().filter(one -> !hosts.apply(one).isEmpty()).toList();
    }

    /** Is it by the policy that is served that senders refuse? */
    boolean isByServed(Optional<ServedPolicy> served) {
        return served.isEmpty()
                || served.filter(policy -> policy.mode() == PolicyMode.ENFORCE
                                && refusing.stream()
                                        .anyMatch(one -> one.policy().id().equals(policy.id())))
                        .isPresent();
    }

    String doNotDeliver(PolicyInput input) {
        return Holders.doNotDeliver(names(refusing), refusing, input);
    }

    /**
     * Not all senders have let go yet.
     *
     * @param stillWrong what the policy served now finds wrong as well; empty for nothing
     */
    ConditionResult recovering(PolicyInput input, ConditionResult judged, String stillWrong) {
        var letGo = Holders.letGo(names(lingering), lingering, input);
        if (judged.isTrue()) {
            return ConditionResult.yes(judged.type(), OperatorReason.Recovering, letGo);
        }
        return judged.isFalse()
                ? ConditionResult.no(judged.type(), judged.reason(), letGo).and(stillWrong)
                : judged.and(letGo);
    }

    private List<String> names(List<Refusing> policies) {
        return policies.stream()
                .flatMap(one -> hosts.apply(one).stream())
                .distinct()
                .sorted()
                .toList();
    }
}
