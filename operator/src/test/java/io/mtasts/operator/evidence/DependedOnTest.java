package io.mtasts.operator.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.conditions.ConditionResult;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What undoes a soak, what only lets it wait, and what counts as good. */
class DependedOnTest {
    private static Evidence ofMailServers(ConditionResult mxTls) {
        return new DependedOn(
                        List.of(
                                ConditionResult.yes(ConditionType.PolicyServed, ObservedReason.AllGood, "Served."),
                                mxTls),
                        false)
                .evidence();
    }

    @ParameterizedTest
    @EnumSource(
            value = ObservedReason.class,
            names = {"MXRefusesUs", "MXSilent", "SMTPNotChecked", "Port25Unreachable", "TooManyMX"})
    void whatCannotBeSeenLetsItWait(ObservedReason reason) {
        assertThat(ofMailServers(ConditionResult.unknown(ConditionType.MXTLSValid, reason, "Not known.")))
                .isEqualTo(Evidence.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = ObservedReason.class,
            names = {"MXUnreachable", "MXUnresolvable"})
    void mailServersThatAreDownLetItWait(ObservedReason reason) {
        assertThat(ofMailServers(ConditionResult.no(ConditionType.MXTLSValid, reason, "All are down.")))
                .isEqualTo(Evidence.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = ObservedReason.class,
            names = {"STARTTLSMissing", "STARTTLSFailed", "MXTLSTooOld", "MXUntrusted", "MXNameMismatch", "MXExpired"})
    void badTlsUndoesIt(ObservedReason reason) {
        assertThat(ofMailServers(ConditionResult.no(ConditionType.MXTLSValid, reason, "Bad.")))
                .isEqualTo(Evidence.BAD);
    }

    @Test
    void theUsersWordCountsAsGood() {
        assertThat(ofMailServers(
                        ConditionResult.unknown(ConditionType.MXTLSValid, ObservedReason.Disabled, "As asked.")))
                .isEqualTo(Evidence.GOOD);
    }

    @Test
    void whatUndoesItIsNamedBeforeWhatLetsItWait() {
        var down = ConditionResult.no(ConditionType.MXTLSValid, ObservedReason.MXUnreachable, "All are down.");
        var unknown =
                ConditionResult.unknown(ConditionType.RecordPublished, ObservedReason.DNSUnavailable, "No answer.");
        var uncovered = ConditionResult.no(ConditionType.MXMatchesPolicy, ObservedReason.MXNotCovered, "Not covered.");

        assertThat(new DependedOn(List.of(unknown, down), false).amiss())
                .isEqualTo("MXTLSValid is False (MXUnreachable)");
        assertThat(new DependedOn(List.of(unknown, down, uncovered), false).amiss())
                .isEqualTo("MXMatchesPolicy is False (MXNotCovered)");
        assertThat(new DependedOn(List.of(), false).amiss()).isEmpty();
    }

    @Test
    void aServerThatManySendersRefuseLetsItWaitThoughNoConditionIsWrong() {
        var good = List.of(ConditionResult.yes(ConditionType.MXTLSValid, ObservedReason.SomeSendersRefuse, "True."));

        assertThat(new DependedOn(good, true).evidence()).isEqualTo(Evidence.UNKNOWN);
        assertThat(new DependedOn(good, true).amiss())
                .isEqualTo("MXTLSValid says that many senders refuse a mail server (SomeSendersRefuse)");
        assertThat(new DependedOn(good, false).evidence()).isEqualTo(Evidence.GOOD);
    }
}
