package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.NextStep;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.operator.conditions.ConditionResult;
import io.mtasts.operator.gather.PolicyInput;
import java.util.List;
import java.util.Optional;

/** What comes next, for {@code kubectl get -o wide}. In this version that is the record, until it stands. */
final class NextStepOf {
    private static final String PUBLISH = "Publish";

    private NextStepOf() {}

    static Optional<NextStep> record(PolicyInput input, Optional<ServedPolicy> served, List<ConditionResult> outcomes) {
        return served.flatMap(policy -> outcomes.stream()
                .filter(outcome -> outcome.type() == ConditionType.RecordPublished && !outcome.isTrue())
                .findFirst()
                .map(outcome -> new NextStep(PUBLISH, policy.id(), null, summary(input, policy), outcome.message())));
    }

    private static String summary(PolicyInput input, ServedPolicy policy) {
        if (policy.seenSince() == null) {
            return "Publish the record once the policy is seen";
        }
        return input.route().manual() ? "Publish the record" : "The record is being published";
    }
}
