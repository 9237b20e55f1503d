package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.gather.PolicyInput;
import java.time.Instant;
import java.util.List;

/** Gives outcomes the time since which they are so. */
public final class Conditions {
    private Conditions() {}

    public static List<Condition> since(PolicyInput input, List<ConditionResult> outcomes) {
        var before = input.before().map(status -> status.conditions()).orElse(List.of());
        long generation = input.policy().getMetadata().getGeneration();
        return since(before, generation, input.now(), outcomes);
    }

    /** {@code lastTransitionTime} moves only when the status does. */
    public static List<Condition> since(
            List<Condition> before, long observedGeneration, Instant now, List<ConditionResult> outcomes) {
        return outcomes.stream()
                .map(outcome -> new Condition(
                        outcome.type().name(),
                        outcome.status(),
                        observedGeneration,
                        transition(before, outcome, now),
                        outcome.reason().name(),
                        message(outcome)))
                .toList();
    }

    /** Of the operator's own reasons the message says all there is. */
    private static String message(ConditionResult outcome) {
        return outcome.isTrue() || !(outcome.reason() instanceof ObservedReason)
                ? outcome.message()
                : outcome.message() + " More: mta-sts-operator explain "
                        + outcome.reason().name() + ".";
    }

    private static Instant transition(List<Condition> before, ConditionResult outcome, Instant now) {
        ConditionStatus status = outcome.status();
        return before.stream()
                .filter(condition -> condition.is(outcome.type()) && condition.status() == status)
                .findFirst()
                .map(Condition::lastTransitionTime)
                .orElse(now);
    }
}
