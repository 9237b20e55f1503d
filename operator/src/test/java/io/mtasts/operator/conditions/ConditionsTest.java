package io.mtasts.operator.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.reasons.OperatorReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static String message(ConditionResult outcome) {
        return Conditions.since(List.of(), 1, Instant.EPOCH, List.of(outcome)).stream()
                .map(Condition::message)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasSeenAndIsNotGoodNamesTheCommandThatSaysMore() {
        assertThat(message(ConditionResult.no(
                        ConditionType.PolicyServed, ObservedReason.PolicyRedirected, "It redirects.")))
                .isEqualTo("It redirects. More: mta-sts-operator explain PolicyRedirected.");
        assertThat(message(
                        ConditionResult.unknown(ConditionType.MXTLSValid, ObservedReason.Port25Unreachable, "Closed.")))
                .isEqualTo("Closed. More: mta-sts-operator explain Port25Unreachable.");
    }

    @Test
    void allElseIsSaidAsItIs() {
        assertThat(message(ConditionResult.yes(ConditionType.Ready, ObservedReason.AllGood, "Good.")))
                .isEqualTo("Good.");
        assertThat(message(ConditionResult.no(ConditionType.Accepted, OperatorReason.NameTaken, "Rename it.")))
                .isEqualTo("Rename it.");
    }
}
