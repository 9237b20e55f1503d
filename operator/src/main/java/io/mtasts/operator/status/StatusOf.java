package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.Evidence;
import io.mtasts.check.Expectation;
import io.mtasts.check.FetchedBody;
import io.mtasts.check.Judgement;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.PublicView;
import io.mtasts.operator.lookout.Assignment.ExpectedPolicy;
import io.mtasts.operator.lookout.Sighting;
import io.mtasts.operator.rollout.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The status of a MailDomainPolicy: a function of its situation, a fresh object each time. */
public final class StatusOf {
    private StatusOf() {}

    /** What the status should be now. */
    public static MailDomainPolicyStatus policy(Situation situation) {
        var accepted = Acceptance.of(situation);
        var served = served(situation, !accepted.isFalse());
        if (situation.sighting().isEmpty() && stillStands(situation, accepted, served)) {
            return situation.before().orElseThrow();
        }
        var pointing = Pointing.of(situation);
        var sighting = situation.sighting().filter(seen -> isOf(served, seen, situation));
        var judgement = sighting.map(seen -> judge(situation, served, seen));

        var status = MailDomainPolicyStatus.builder()
                .observedGeneration(situation.policy().getMetadata().getGeneration())
                .lastHandledCheck(handledCheck(situation));
        if (served.isEmpty() && (!situation.observeOnly() || accepted.isFalse())) {
            var outcomes = ReadySummary.summed(situation, List.of(accepted), false);
            return status.conditions(Conditions.since(situation, outcomes)).build();
        }

        var force = InForce.of(served, judgement);
        var outcomes = ConditionsOf.policy(situation, accepted, served, pointing, judgement, force);
        var mail = force.mail(outcomes);
        return status.policy(served.or(() -> sighting.flatMap(seen -> fetched(seen.view())))
                        .orElse(null))
                .mail(mail)
                .record(RecordsOf.standing(situation, sighting, outcomes).orElse(null))
                .records(RecordsOf.wanted(situation, served, pointing, sighting))
                .mx(judgement.map(judged -> MxHostsOf.hosts(judged, served)).orElse(List.of()))
                .next(NextStepOf.record(served, outcomes).orElse(null))
                .conditions(
                        Conditions.since(situation, ReadySummary.summed(situation, outcomes, force.refuses(outcomes))))
                .build();
    }

    /** The status of a resource that is being deleted and serves no more: by it the policy server knows that the policy has ended. */
    public static MailDomainPolicyStatus ended(MailDomainPolicy policy, Instant now) {
        long generation = policy.getMetadata().getGeneration();
        var before = Optional.ofNullable(policy.getStatus())
                .map(MailDomainPolicyStatus::conditions)
                .orElse(List.of());
        var gone = Outcome.no(
                ConditionType.Ready,
                OperatorReason.Retiring,
                "The policy is no longer served: this resource is being deleted.");
        return MailDomainPolicyStatus.builder()
                .observedGeneration(generation)
                .conditions(Conditions.since(before, generation, now, List.of(gone)))
                .build();
    }

    /**
     * What an earlier operator saw holds until this one has looked: a restart changes nothing about the domain, and whoever waits for Ready
     * is not to be alarmed by it.
     */
    private static boolean stillStands(Situation situation, Outcome accepted, Optional<ServedPolicy> served) {
        var generation = situation.policy().getMetadata().getGeneration();
        return situation
                .before()
                .filter(before -> Objects.equals(before.observedGeneration(), generation))
                .filter(before -> situation.observeOnly() || Objects.equals(before.policy(), served.orElse(null)))
                .flatMap(before -> before.condition(ConditionType.Accepted))
                .filter(before -> before.status() == accepted.status()
                        && before.reason().equals(accepted.reason().name())
                        && before.message().equals(accepted.message()))
                .isPresent();
    }

    private static Optional<ServedPolicy> served(Situation situation, boolean accepted) {
        return situation.observeOnly()
                ? Optional.empty()
                : Rollout.serve(
                        situation.spec(),
                        situation.before().flatMap(MailDomainPolicyStatus::served),
                        accepted,
                        situation.sighting().map(Sighting::propagation),
                        situation.propagation(),
                        situation.now());
    }

    /** A look at what was served before says nothing of what is served now. */
    private static boolean isOf(Optional<ServedPolicy> served, Sighting sighting, Situation situation) {
        return situation.observeOnly()
                || sighting.assignment().expected().map(ExpectedPolicy::id).equals(served.map(ServedPolicy::id));
    }

    private static Judgement judge(Situation situation, Optional<ServedPolicy> served, Sighting sighting) {
        var reporting = situation.spec().tlsReporting();
        var expectation = new Expectation(
                served.map(ServedPolicy::body),
                served.filter(policy -> policy.seenSince() != null).map(ServedPolicy::id),
                situation.observeOnly() ? Optional.of(Rollout.policy(situation.spec())) : Optional.empty(),
                reporting == null ? List.of() : reporting.rua(),
                Set.copyOf(Pointing.addresses(situation, sighting)),
                sighting.assignment().probeMx());
        return Judgement.of(new Evidence(sighting.view(), expectation, situation.now()));
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
                                Rollout.mode(policy.mode()),
                                policy.mx().stream()
                                        .map(pattern -> pattern.text())
                                        .toList(),
                                Math.toIntExact(policy.maxAgeSeconds()),
                                body.body(),
                                null,
                                null)));
    }

    private static @Nullable String handledCheck(Situation situation) {
        return situation
                .sighting()
                .map(Sighting::handledCheck)
                .filter(value -> !value.isEmpty())
                .or(() -> situation.before().flatMap(status -> Optional.ofNullable(status.lastHandledCheck())))
                .orElse(null);
    }
}
