package io.mtasts.operator.conditions;

import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.DANEValid;
import static io.mtasts.api.v1alpha1.ConditionType.MXMatchesPolicy;
import static io.mtasts.api.v1alpha1.ConditionType.MXTLSValid;
import static io.mtasts.api.v1alpha1.ConditionType.PolicyServed;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static io.mtasts.api.v1alpha1.ConditionType.RolloutComplete;
import static io.mtasts.api.v1alpha1.ConditionType.Stalled;
import static io.mtasts.api.v1alpha1.ConditionType.TLSReportingPublished;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.check.ObservedReason;
import io.mtasts.check.Reason;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Sums the conditions up for {@code kubectl wait}, Flux and Argo CD: Ready, and Stalled while a person has to act. */
public final class ReadySummary {
    /** In this order one of them, not being True, holds Ready back; the first to do so is named. */
    private static final List<ConditionType> IN_ORDER = List.of(
            CertificateReady,
            PolicyServed,
            RecordPublished,
            MXMatchesPolicy,
            MXTLSValid, // only when False: port 25 is closed outward in many clusters
            DANEValid, // likewise: few resolvers are trusted for their word on DNSSEC
            TLSReportingPublished,
            RolloutComplete, // only when the next policy would make senders refuse mail
            Accepted); // what is served goes on being served

    private ReadySummary() {}

    /**
     * Ready, the conditions, and where the spec cannot be acted on, Stalled.
     *
     * @param refusedByServed whether the policy that is served keeps senders from a mail server, which goes before all else, as what keeps
     *     those that support DANE does
     */
    public static List<ConditionResult> summed(
            PolicyInput input, List<ConditionResult> outcomes, boolean refusedByServed) {
        var all = new ArrayList<ConditionResult>();
        all.add(ready(input, outcomes, refusedByServed));
        all.addAll(outcomes);
        find(outcomes, Accepted)
                .filter(ConditionResult::isFalse)
                .ifPresent(accepted -> all.add(ConditionResult.yes(Stalled, accepted.reason(), accepted.message())));
        return all;
    }

    private static ConditionResult ready(PolicyInput input, List<ConditionResult> outcomes, boolean refusedByServed) {
        boolean onlyAccepted = outcomes.size() == 1;
        var refusing = refusedByServed ? List.of(MXMatchesPolicy, MXTLSValid, DANEValid) : List.of(DANEValid);
        var refusal = refusing.stream()
                .flatMap(type -> find(outcomes, type).filter(ConditionResult::isFalse).stream())
                .findFirst();
        return (onlyAccepted ? find(outcomes, Accepted) : refusal)
                .or(() -> first(outcomes, ConditionResult::isFalse))
                .or(() -> first(outcomes, _ -> true))
                .map(outcome -> new ConditionResult(Ready, outcome.status(), outcome.reason(), outcome.message()))
                .orElseGet(() -> allGood(input, outcomes));
    }

    /** What is known to be wrong comes before what could not be seen, whatever the order. */
    private static Optional<ConditionResult> first(List<ConditionResult> outcomes, Predicate<ConditionResult> which) {
        return IN_ORDER.stream()
                .flatMap(type -> find(outcomes, type).stream())
                .filter(ReadySummary::holdsBack)
                .filter(which)
                .findFirst();
    }

    private static boolean holdsBack(ConditionResult outcome) {
        return switch (outcome.type()) {
            case MXTLSValid, DANEValid -> outcome.isFalse();
            case RolloutComplete -> outcome.reason() == OperatorReason.WouldRejectMail;
            default -> !outcome.isTrue();
        };
    }

    /** While the rollout is under way, Ready says so: what is served is right, and more is to come. */
    private static Reason reason(List<ConditionResult> outcomes) {
        return find(outcomes, RolloutComplete)
                .filter(outcome -> !outcome.isTrue())
                .map(outcome ->
                        outcome.reason() == OperatorReason.SoakPaused ? OperatorReason.Soaking : outcome.reason())
                .map(Reason.class::cast)
                .orElse(recovering(outcomes).isPresent() ? OperatorReason.Recovering : ObservedReason.AllGood);
    }

    /** Mail servers as they are now pass, and not all senders have let go of a policy by which they did not. */
    private static Optional<ConditionResult> recovering(List<ConditionResult> outcomes) {
        return outcomes.stream()
                .filter(outcome -> outcome.reason() == OperatorReason.Recovering)
                .findFirst();
    }

    private static ConditionResult allGood(PolicyInput input, List<ConditionResult> outcomes) {
        var unknown = find(outcomes, MXTLSValid).filter(outcome -> !outcome.isTrue());
        return ConditionResult.yes(
                Ready,
                reason(outcomes),
                "%s: policy, record and mail servers agree, as seen from outside.%s%s"
                        .formatted(
                                input.spec().domain(),
                                recovering(outcomes)
                                        .map(outcome -> " " + outcome.message())
                                        .orElse(""),
                                unknown.map(tls -> " The TLS of the mail servers is not known: " + tls.message())
                                        .orElse("")));
    }

    private static Optional<ConditionResult> find(List<ConditionResult> outcomes, ConditionType type) {
        return outcomes.stream().filter(outcome -> outcome.type() == type).findFirst();
    }
}
