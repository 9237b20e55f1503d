package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.NextStep;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.PublicView;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.rollout.Decision;
import io.mtasts.operator.rollout.PatternSafe;
import io.mtasts.operator.rollout.Policies;
import io.mtasts.operator.rollout.PolicyConfirmation;
import io.mtasts.operator.rollout.RolloutRules;
import io.mtasts.operator.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a MailDomainPolicy: a function of its situation, a fresh object each time. */
public final class StatusOf {
    private StatusOf() {}

    /** What the status should be now. */
    public static StatusUpdate policy(PolicyInput situation) {
        var accepted = Acceptance.of(situation);
        var pointing = PolicyHostTarget.of(situation);
        var soFar = Assessment.of(situation, accepted, pointing, servedSoFar(situation));
        if (situation.observeOnly()) {
            return quiet(accepted.isFalse() ? refused(situation, accepted) : observed(situation, pointing, soFar));
        }
        var decision = RolloutRules.decide(RolloutFacts.of(situation, NewSteps.allowed(accepted), soFar));
        var status = decided(situation, accepted, pointing, soFar, decision);
        var renewed = RenewedId.news(
                situation.before().flatMap(MailDomainPolicyStatus::served), status.served(), situation.policyHost());
        return new StatusUpdate(
                status,
                Stream.concat(renewed.stream(), decision.news().stream()).toList());
    }

    private static StatusUpdate quiet(MailDomainPolicyStatus status) {
        return new StatusUpdate(status, List.of());
    }

    private static MailDomainPolicyStatus decided(
            PolicyInput situation,
            ConditionResult accepted,
            PolicyHostTarget pointing,
            Assessment soFar,
            Decision decision) {
        if (decision.standing() instanceof RolloutState.Ended) {
            return ended(situation.policy(), situation.now());
        }
        if (situation.sighting().isEmpty() && stillStands(situation, accepted, decision)) {
            return situation.before().orElseThrow();
        }
        if (decision.serve().isEmpty()) {
            return !NewSteps.allowed(accepted) || decision.standing() instanceof RolloutState.HandedOver
                    ? refused(situation, accepted)
                    : unserved(situation, pointing, soFar).build();
        }
        var now = decision.serve().equals(soFar.served())
                ? soFar
                : Assessment.of(situation, accepted, pointing, decision.serve());
        return managed(situation, pointing, now, decision);
    }

    private static Optional<ServedPolicy> servedSoFar(PolicyInput situation) {
        if (situation.observeOnly()) {
            return Optional.empty();
        }
        var seen = PolicyConfirmation.seen(
                situation.before().flatMap(MailDomainPolicyStatus::served),
                new PolicyConfirmation.Evidence(
                        situation.sighting().map(ProbeResult::propagation),
                        situation.propagation(),
                        HostSightOf.of(situation),
                        RolloutFacts.named(situation),
                        !situation.route().manual(),
                        situation.now(),
                        situation.surroundings().clockAgrees()));
        return seen.map(policy ->
                Attestation.covers(situation, policy) ? PolicyConfirmation.attested(policy, situation.now()) : policy);
    }

    private static MailDomainPolicyStatus refused(PolicyInput situation, ConditionResult accepted) {
        var outcomes = ReadySummary.summed(situation, List.of(accepted), false);
        return begun(situation)
                .conditions(Conditions.since(situation, outcomes))
                .build();
    }

    private static MailDomainPolicyStatus observed(PolicyInput situation, PolicyHostTarget pointing, Assessment now) {
        if (situation.sighting().isEmpty()
                && stillStands(situation, now.outcomes().getFirst())) {
            return situation.before().orElseThrow();
        }
        return unserved(situation, pointing, now)
                .policy(now.sighting().flatMap(seen -> fetched(seen.view())).orElse(null))
                .build();
    }

    private static MailDomainPolicyStatus managed(
            PolicyInput situation, PolicyHostTarget pointing, Assessment now, Decision decision) {
        var served = decision.serve().orElseThrow();
        var force = EnforcementState.of(situation, now.served(), now.judgement(), decision.ledger());
        var outcomes = new ArrayList<>(HeldBySenders.considered(situation, now.served(), now.outcomes(), force));
        outcomes.add(RolloutProgress.outcome(situation, served, decision.standing()));
        var record = RecordsOf.standing(situation, now.latest(), outcomes);
        return filled(situation, pointing, now, outcomes, force)
                .policy(served)
                .ledger(decision.ledger())
                .patterns(PatternSafe.of(situation.spec().mx(), served, record, decision.ledger()))
                .soak(decision.soak().orElse(null))
                .lastForced(decision.forced().orElse(null))
                .retirement(decision.retirement().orElse(null))
                .next(nextStep(situation, now, decision, outcomes).orElse(null))
                .build();
    }

    /** A look that is waited for comes first: the lookout reads here that it is. */
    private static Optional<NextStep> nextStep(
            PolicyInput situation, Assessment now, Decision decision, List<ConditionResult> outcomes) {
        var rollout = RolloutProgress.next(situation, decision.serve().orElseThrow(), decision.standing());
        return decision.standing() instanceof RolloutState.Looking
                ? rollout
                : NextStepOf.record(situation, now.served(), outcomes).or(() -> rollout);
    }

    private static MailDomainPolicyStatus.Builder begun(PolicyInput situation) {
        return MailDomainPolicyStatus.builder()
                .observedGeneration(situation.policy().getMetadata().getGeneration())
                .lastHandledCheck(handledCheck(situation));
    }

    /** By us, that is: nothing, or somebody else's. */
    private static MailDomainPolicyStatus.Builder unserved(
            PolicyInput situation, PolicyHostTarget pointing, Assessment now) {
        var force = EnforcementState.of(
                situation,
                now.served(),
                now.judgement(),
                situation.before().map(MailDomainPolicyStatus::ledger).orElse(List.of()));
        var outcomes = HeldBySenders.considered(situation, now.served(), now.outcomes(), force);
        return filled(situation, pointing, now, outcomes, force);
    }

    private static MailDomainPolicyStatus.Builder filled(
            PolicyInput situation,
            PolicyHostTarget pointing,
            Assessment now,
            List<ConditionResult> outcomes,
            EnforcementState force) {
        return begun(situation)
                .mail(force.mail(outcomes))
                .record(RecordsOf.standing(situation, now.latest(), outcomes).orElse(null))
                .records(RecordsOf.wanted(situation, now.served(), pointing, now.latest()))
                .mx(MxHostsOf.hosts(situation, now.judgement(), now.served()))
                .conditions(Conditions.since(
                        situation, ReadySummary.summed(situation, outcomes, force.refusesByServed(now.served()))));
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
    private static boolean stillStands(PolicyInput situation, ConditionResult accepted, Decision decision) {
        return situation
                        .before()
                        .filter(before ->
                                Objects.equals(before.policy(), decision.serve().orElse(null)))
                        .filter(before -> Objects.equals(
                                before.retirement(), decision.retirement().orElse(null)))
                        .isPresent()
                && stillStands(situation, accepted);
    }

    private static boolean stillStands(PolicyInput situation, ConditionResult accepted) {
        var generation = situation.policy().getMetadata().getGeneration();
        return situation
                .before()
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

    private static @Nullable String handledCheck(PolicyInput situation) {
        return situation
                .sighting()
                .map(ProbeResult::handledCheck)
                .filter(value -> !value.isEmpty())
                .or(() -> situation.before().flatMap(status -> Optional.ofNullable(status.lastHandledCheck())))
                .orElse(null);
    }
}
