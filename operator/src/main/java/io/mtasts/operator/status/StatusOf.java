package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.NextStep;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.PublicView;
import io.mtasts.operator.conditions.Assessment;
import io.mtasts.operator.conditions.ConditionResult;
import io.mtasts.operator.conditions.Conditions;
import io.mtasts.operator.conditions.ConditionsOf;
import io.mtasts.operator.conditions.EnforcementState;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.conditions.ReadySummary;
import io.mtasts.operator.conditions.RecordsOf;
import io.mtasts.operator.conditions.RolloutProgress;
import io.mtasts.operator.evidence.ProbeFacts;
import io.mtasts.operator.evidence.RolloutInputOf;
import io.mtasts.operator.evidence.ServedSoFar;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.reasons.OperatorReason;
import io.mtasts.operator.rollout.Decision;
import io.mtasts.operator.rollout.PatternSafe;
import io.mtasts.operator.rollout.Policies;
import io.mtasts.operator.rollout.RolloutRules;
import io.mtasts.operator.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a MailDomainPolicy: a function of its input, a fresh object each time. */
public final class StatusOf {
    private StatusOf() {}

    /** What the status should be now. */
    public static StatusUpdate policy(Preconditions preconditions) {
        var input = preconditions.input();
        var accepted = preconditions.accepted();
        if (input.observeOnly()) {
            return quiet(
                    accepted.isFalse()
                            ? refused(input, accepted)
                            : observed(Assessment.of(preconditions, Optional.empty())));
        }
        var facts = ProbeFacts.of(preconditions);
        var soFar = Assessment.of(preconditions, ServedSoFar.of(input, facts));
        var decision = RolloutRules.decide(RolloutInputOf.of(soFar, facts));
        var status = decided(soFar, decision);
        var renewed = RenewedId.news(
                input.before().flatMap(MailDomainPolicyStatus::served), status.served(), input.policyHost());
        return new StatusUpdate(
                status,
                Stream.concat(renewed.stream(), decision.news().stream()).toList());
    }

    private static StatusUpdate quiet(MailDomainPolicyStatus status) {
        return new StatusUpdate(status, List.of());
    }

    private static MailDomainPolicyStatus decided(Assessment soFar, Decision decision) {
        var input = soFar.input();
        var accepted = soFar.preconditions().accepted();
        if (decision.standing() instanceof RolloutState.Ended) {
            return ended(input.policy(), input.now());
        }
        if (input.probe().isEmpty() && stillStands(input, accepted, decision)) {
            return input.before().orElseThrow();
        }
        if (decision.serve().isEmpty()) {
            return !soFar.preconditions().newStepsAllowed() || decision.standing() instanceof RolloutState.HandedOver
                    ? refused(input, accepted)
                    : unserved(soFar).build();
        }
        var now = decision.serve().equals(soFar.served())
                ? soFar
                : Assessment.of(soFar.preconditions(), decision.serve());
        return managed(now, decision);
    }

    private static MailDomainPolicyStatus refused(PolicyInput input, ConditionResult accepted) {
        var outcomes = ReadySummary.summed(input, List.of(accepted), false);
        return begun(input).conditions(Conditions.since(input, outcomes)).build();
    }

    private static MailDomainPolicyStatus observed(Assessment now) {
        var input = now.input();
        if (input.probe().isEmpty() && stillStands(input, now.preconditions().accepted())) {
            return input.before().orElseThrow();
        }
        return unserved(now)
                .policy(now.probe().flatMap(seen -> fetched(seen.view())).orElse(null))
                .build();
    }

    private static MailDomainPolicyStatus managed(Assessment now, Decision decision) {
        var input = now.input();
        var served = decision.serve().orElseThrow();
        var force = EnforcementState.of(input, now.served(), now.judgement(), decision.ledger());
        var outcomes = new ArrayList<>(ConditionsOf.domain(now, force));
        outcomes.add(RolloutProgress.outcome(input, served, decision.standing()));
        var record = RecordsOf.standing(input, now.latest(), outcomes);
        var patterns = PatternSafe.of(input.spec().mx(), served, record, decision.ledger());
        return filled(now, outcomes, force)
                .policy(served)
                .ledger(decision.ledger())
                .patterns(patterns)
                .soak(decision.soak().orElse(null))
                .lastForced(decision.forced().orElse(null))
                .retirement(decision.retirement().orElse(null))
                .next(nextStep(input, now, decision, outcomes).orElse(null))
                .build();
    }

    /** A probe that is waited for comes first: the prober reads here that it is. */
    private static Optional<NextStep> nextStep(
            PolicyInput input, Assessment now, Decision decision, List<ConditionResult> outcomes) {
        var rollout = RolloutProgress.next(input, decision.serve().orElseThrow(), decision.standing());
        return decision.standing() instanceof RolloutState.Looking
                ? rollout
                : NextStepOf.record(input, now.served(), outcomes).or(() -> rollout);
    }

    private static MailDomainPolicyStatus.Builder begun(PolicyInput input) {
        return MailDomainPolicyStatus.builder()
                .observedGeneration(input.policy().getMetadata().getGeneration())
                .lastHandledCheck(handledCheck(input));
    }

    /** By us, that is: nothing, or somebody else's. */
    private static MailDomainPolicyStatus.Builder unserved(Assessment now) {
        var input = now.input();
        var force = EnforcementState.of(
                input,
                now.served(),
                now.judgement(),
                input.before().map(MailDomainPolicyStatus::ledger).orElse(List.of()));
        return filled(now, ConditionsOf.domain(now, force), force);
    }

    private static MailDomainPolicyStatus.Builder filled(
            Assessment now, List<ConditionResult> outcomes, EnforcementState force) {
        var input = now.input();
        var conditions =
                Conditions.since(input, ReadySummary.summed(input, outcomes, force.refusesByServed(now.served())));
        return begun(input)
                .conditions(conditions)
                .mail(force.mail(outcomes))
                .record(RecordsOf.standing(input, now.latest(), outcomes).orElse(null))
                .records(RecordsOf.wanted(
                        input, now.served(), now.preconditions().hostTarget(), now.latest()))
                .mx(MxHostsOf.hosts(input, now.judgement(), now.served()));
    }

    /** The status of a resource that is being deleted and serves no more: by it the policy server knows that the policy has ended. */
    private static MailDomainPolicyStatus ended(MailDomainPolicy policy, Instant now) {
        long generation = policy.getMetadata().getGeneration();
        var gone = ConditionResult.no(
                ConditionType.Ready,
                OperatorReason.Retiring,
                "The policy is no longer served: this resource is being deleted.");
        return MailDomainPolicyStatus.builder()
                .observedGeneration(generation)
                .conditions(Conditions.since(List.of(), generation, now, List.of(gone)))
                .build();
    }

    /**
     * What an earlier operator saw holds until this one has looked: a restart changes nothing about the domain, and whoever waits for Ready
     * is not to be alarmed by it.
     */
    private static boolean stillStands(PolicyInput input, ConditionResult accepted, Decision decision) {
        return input.before()
                        .filter(before ->
                                Objects.equals(before.policy(), decision.serve().orElse(null)))
                        .filter(before -> Objects.equals(
                                before.retirement(), decision.retirement().orElse(null)))
                        .isPresent()
                && stillStands(input, accepted);
    }

    private static boolean stillStands(PolicyInput input, ConditionResult accepted) {
        var generation = input.policy().getMetadata().getGeneration();
        return input.before()
                .filter(before -> Objects.equals(before.observedGeneration(), generation))
                .flatMap(before -> before.condition(ConditionType.Accepted))
                .filter(before -> before.status() == accepted.status()
                        && before.reason().equals(accepted.reason().name())
                        && before.message().equals(accepted.message()))
                .isPresent();
    }

    /** Where somebody else serves: the policy that was fetched, under the id that DNS names. */
    private static Optional<ServedPolicy> fetched(PublicView view) {
        var id = SeenRecord.of(view.record()).parsed().stream()
                .findFirst()
                .map(record -> record.id().text());
        return FetchedBody.of(view).stream()
                .filter(body -> body.parsed().valid())
                .findFirst()
                .flatMap(body -> body.parsed()
                        .value()
                        .map(policy -> new ServedPolicy(
                                id.orElse(null),
                                0,
                                Policies.mode(policy.mode()),
                                policy.mx().stream()
                                        .map(pattern -> pattern.text())
                                        .toList(),
                                Math.toIntExact(policy.maxAgeSeconds()),
                                body.body(),
                                null,
                                null)));
    }

    private static @Nullable String handledCheck(PolicyInput input) {
        return input.probe()
                .map(ProbeResult::handledCheck)
                .filter(value -> !value.isEmpty())
                .or(() -> input.before().flatMap(status -> Optional.ofNullable(status.lastHandledCheck())))
                .orElse(null);
    }
}
