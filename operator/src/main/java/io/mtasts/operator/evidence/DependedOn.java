package io.mtasts.operator.evidence;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.operator.conditions.ConditionResult;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.Observation.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What senders depend on, as one: all of it has to be good before a policy is enforced. */
final class DependedOn {
    private static final Set<ConditionType> TYPES = Set.of(
            ConditionType.CertificateReady,
            ConditionType.PolicyServed,
            ConditionType.RecordPublished,
            ConditionType.MXMatchesPolicy,
            ConditionType.MXTLSValid,
            ConditionType.DANEValid);

    /** Of MXTLSValid, False with these only where no mail server is left. */
    private static final Set<Reason> MAIL_SERVERS_DOWN =
            Set.of(ObservedReason.MXUnreachable, ObservedReason.MXUnresolvable);

    private final List<ConditionResult> open;
    private final boolean attested;
    private final boolean manySendersRefuse;

    /**
     * By all conditions, in order.
     *
     * @param manySendersRefuse whether many senders refuse a mail server that others take: no fault of a condition, and no time to enforce
     */
    DependedOn(List<ConditionResult> outcomes, boolean manySendersRefuse) {
        this.manySendersRefuse = manySendersRefuse;
        this.open = outcomes.stream()
                .filter(outcome -> TYPES.contains(outcome.type()))
                .filter(outcome -> !outcome.isTrue() && outcome.reason() != ObservedReason.Disabled)
                .filter(outcome -> outcome.type() != ConditionType.DANEValid || outcome.isFalse())
                .toList();
        this.attested = outcomes.stream()
                .anyMatch(outcome ->
                        outcome.type() == ConditionType.PolicyServed && outcome.reason() == OperatorReason.Attested);
    }

    /** Has a person seen the policy from outside, where the operator cannot look? */
    boolean attested() {
        return attested;
    }

    Evidence evidence() {
        if (open.isEmpty()) {
            return manySendersRefuse ? Evidence.UNKNOWN : Evidence.GOOD;
        }
        return open.stream().anyMatch(DependedOn::undoes) ? Evidence.BAD : Evidence.UNKNOWN;
    }

    /** The worst of what is not good, such as "MXTLSValid is Unknown (MXRefusesUs)"; empty when all is good. */
    String amiss() {
        return first(DependedOn::undoes)
                .or(() -> first(ConditionResult::isFalse))
                .or(() -> first(_ -> true))
                .map(outcome -> "%s is %s (%s)".formatted(outcome.type(), word(outcome), outcome.reason()))
                .orElse(
                        manySendersRefuse
                                ? "%s says that many senders refuse a mail server (%s)"
                                        .formatted(ConditionType.MXTLSValid, ObservedReason.SomeSendersRefuse)
                                : "");
    }

    /**
     * While all mail servers are down nothing is learned of their TLS, and what was seen of it before still stands; nor does DANE say anything
     * about a policy.
     */
    private static boolean undoes(ConditionResult outcome) {
        return outcome.isFalse()
                && outcome.type() != ConditionType.DANEValid
                && !MAIL_SERVERS_DOWN.contains(outcome.reason());
    }

    private Optional<ConditionResult> first(Predicate<ConditionResult> which) {
        return open.stream().filter(which).findFirst();
    }

    private static String word(ConditionResult outcome) {
        return outcome.isFalse() ? "False" : "Unknown";
    }
}
