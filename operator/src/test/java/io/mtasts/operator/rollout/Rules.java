package io.mtasts.operator.rollout;

import io.mtasts.api.v1alpha1.PatternSafety;
import io.mtasts.api.v1alpha1.ServedPolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a {@link Walk} goes by: the real rules, or those with one broken on purpose, which has to be noticed.
 *
 * @param confirm whether what is served has been seen everywhere
 * @param decide what to serve
 * @param shown when a person may act, as the status shows it
 * @param remember whether mail servers that have left are remembered for as long as their time to live
 */
record Rules(
        BiFunction<Optional<ServedPolicy>, PolicyConfirmation.Evidence, Optional<ServedPolicy>> confirm,
        Function<RolloutInput, Decision> decide,
        UnaryOperator<List<PatternSafety>> shown,
        boolean remember) {
    static final Rules REAL = new Rules(PolicyConfirmation::seen, RolloutRules::decide, UnaryOperator.identity(), true);

    Rules confirming(UnaryOperator<PolicyConfirmation.Evidence> broken) {
        return new Rules((served, evidence) -> confirm.apply(served, broken.apply(evidence)), decide, shown, remember);
    }

    Rules confirmingAs(UnaryOperator<ServedPolicy> broken) {
        return new Rules((served, evidence) -> confirm.apply(served, evidence).map(broken), decide, shown, remember);
    }

    Rules decidingFrom(UnaryOperator<RolloutInput> broken) {
        return new Rules(confirm, input -> decide.apply(broken.apply(input)), shown, remember);
    }

    Rules deciding(BiFunction<RolloutInput, Decision, Decision> broken) {
        return new Rules(confirm, input -> broken.apply(input, decide.apply(input)), shown, remember);
    }

    Rules showing(UnaryOperator<PatternSafety> broken) {
        return new Rules(
                confirm, decide, patterns -> patterns.stream().map(broken).toList(), remember);
    }

    Rules forgettingMailServers() {
        return new Rules(confirm, decide, shown, false);
    }
}
