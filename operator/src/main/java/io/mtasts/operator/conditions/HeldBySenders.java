package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Finding;
import io.mtasts.check.ObservedReason;
import io.mtasts.operator.conditions.EnforcementState.Refusing;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The conditions on mail servers as senders make them that hold an enforce policy: what was judged alone goes by the policy that is served
 * now, and they may hold another.
 */
public final class HeldBySenders {
    private HeldBySenders() {}

    public static List<ConditionResult> considered(
            PolicyInput input, Optional<ServedPolicy> served, List<ConditionResult> outcomes, EnforcementState force) {
        return outcomes.stream()
                .map(outcome -> switch (outcome.type()) {
                    case MXMatchesPolicy -> coverage(input, served, outcome, force);
                    case MXTLSValid -> tls(input, served, outcome, force);
                    default -> outcome;
                })
                .toList();
    }

    private static ConditionResult coverage(
            PolicyInput input, Optional<ServedPolicy> served, ConditionResult judged, EnforcementState force) {
        var refusing = only(force.refusing(), Refusing::uncovered);
        var lingering = only(force.lingering(), Refusing::uncovered);
        if (!refusing.isEmpty()) {
            return isByServed(served, refusing) && judged.isFalse()
                    ? said(judged, RemedyText.of(input, served))
                    : ConditionResult.no(
                            judged.type(),
                            isByServed(served, refusing)
                                    ? ObservedReason.MXNotCovered
                                    : OperatorReason.SendersHoldEarlierPolicy,
                            joined(
                                    Holders.doNotDeliver(hosts(refusing, Refusing::uncovered), refusing, input),
                                    RemedyText.of(input, served)));
        }
        return lingering.isEmpty()
                ? judged
                : recovering(
                        judged,
                        Holders.letGo(hosts(lingering, Refusing::uncovered), lingering, input),
                        "The policy served now does not cover it either, and refuses nothing: add it to spec.mx, or"
                                + " remove its MX record, before enforce is served again.");
    }

    private static ConditionResult tls(
            PolicyInput input, Optional<ServedPolicy> served, ConditionResult judged, EnforcementState force) {
        var refusing = only(force.refusing(), Refusing::tls);
        var lingering = only(force.lingering(), Refusing::tls);
        if (!refusing.isEmpty()) {
            var found = judged.isFalse() ? judged : found(refusing.getFirst().tls());
            return isByServed(served, refusing)
                    ? said(found, RemedyText.of(input, served))
                    : said(
                            found,
                            joined(
                                    Holders.doNotDeliver(hosts(refusing, one -> subjects(one.tls())), refusing, input),
                                    RemedyText.of(input, served)));
        }
        return lingering.isEmpty()
                ? judged
                : recovering(
                        judged,
                        Holders.letGo(hosts(lingering, one -> subjects(one.tls())), lingering, input),
                        judged.isFalse() ? judged.message() : "");
    }

    /** What a policy of mode none made a side matter of. */
    private static ConditionResult found(List<Finding> tls) {
        return ConditionResult.no(
                ConditionType.MXTLSValid,
                tls.getFirst().reason(),
                tls.stream().map(Finding::line).distinct().limit(2).collect(Collectors.joining(" ")));
    }

    private static ConditionResult recovering(ConditionResult judged, String letGo, String stillWrong) {
        if (judged.isTrue()) {
            return ConditionResult.yes(judged.type(), OperatorReason.Recovering, letGo);
        }
        return judged.isFalse()
                ? ConditionResult.no(judged.type(), judged.reason(), joined(letGo, stillWrong))
                : said(judged, letGo);
    }

    private static ConditionResult said(ConditionResult outcome, String more) {
        return new ConditionResult(outcome.type(), outcome.status(), outcome.reason(), joined(outcome.message(), more));
    }

    private static String joined(String one, String other) {
        return other.isEmpty() ? one : one + " " + other;
    }

    private static boolean isByServed(Optional<ServedPolicy> served, List<Refusing> refusing) {
        return served.isEmpty()
                || served.filter(policy -> policy.mode() == PolicyMode.ENFORCE
                                && refusing.stream()
                                        .anyMatch(one -> one.policy().id().equals(policy.id())))
                        .isPresent();
    }

    private static List<Refusing> only(List<Refusing> all, Function<Refusing, List<?>> faults) {
        return all.stream().filter(one -> !faults.apply(one).isEmpty()).toList();
    }

    private static List<String> hosts(List<Refusing> refusing, Function<Refusing, List<String>> hosts) {
        return refusing.stream()
                .flatMap(one -> hosts.apply(one).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> subjects(List<Finding> tls) {
        return tls.stream().map(Finding::subject).toList();
    }
}
