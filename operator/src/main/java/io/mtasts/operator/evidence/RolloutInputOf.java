package io.mtasts.operator.evidence;

import io.mtasts.api.v1alpha1.DeletionPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.MxHostView;
import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.observe.smtp.MxOutcome;
import io.mtasts.observe.tls.SendingStack;
import io.mtasts.operator.conditions.Assessment;
import io.mtasts.operator.conditions.ConditionsOf;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.rollout.Deletion;
import io.mtasts.operator.rollout.FirstContact;
import io.mtasts.operator.rollout.HostSight;
import io.mtasts.operator.rollout.Met;
import io.mtasts.operator.rollout.MxMemory;
import io.mtasts.operator.rollout.Observation;
import io.mtasts.operator.rollout.RolloutInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of the input the rollout decides from. */
public final class RolloutInputOf {
    private RolloutInputOf() {}

    public static RolloutInput of(Assessment assessment, ProbeFacts facts) {
        var input = assessment.input();
        var before = input.before();
        var dependedOn = new DependedOn(ConditionsOf.judged(assessment), manySendersRefuse(assessment));
        var met = met(input, assessment);
        return new RolloutInput(
                input.spec(),
                input.overrides(),
                assessment.preconditions().newStepsAllowed(),
                assessment.served(),
                met.ledger(),
                before.flatMap(status -> Optional.ofNullable(status.soak())),
                record(input).map(PublishedRecord::id),
                before.flatMap(status -> Optional.ofNullable(status.lastForced())),
                assessment.served().isPresent() ? new FirstContact.Nothing() : FirstContactOf.of(input, facts),
                assessment.probe().map(probe -> seen(input, probe, facts, met.ids(), dependedOn)),
                deletion(input),
                input.handOver(),
                input.now(),
                input.clusterState().clockAgrees());
    }

    /** Is there a mail server that a library which many senders use refuses, and others take? */
    private static boolean manySendersRefuse(Assessment assessment) {
        return assessment.latest().stream()
                .flatMap(probe -> probe.view().mailServers().hosts().stream())
                .flatMap(host -> host.attempts().stream())
                .anyMatch(attempt -> attempt.outcome() instanceof MxOutcome.Accepted accepted
                        && accepted.refusing().stream().anyMatch(SendingStack::widelyUsed));
    }

    private static Met met(PolicyInput input, Assessment assessment) {
        return Met.of(
                input.before().map(MailDomainPolicyStatus::ledger).orElse(List.of()),
                input.probe()
                        .map(probe -> StillAnswered.of(probe, assessment.served()))
                        .orElse(List.of()));
    }

    private static Optional<PublishedRecord> record(PolicyInput input) {
        return input.before().flatMap(status -> Optional.ofNullable(status.record()));
    }

    private static Optional<Deletion> deletion(PolicyInput input) {
        var clusterState = input.clusterState();
        return Optional.of(input.policy())
                .filter(MailDomainPolicy::isMarkedForDeletion)
                .map(policy -> new Deletion(
                        clusterState.namespaceGoing() || policy.getSpec().deletionPolicy() == DeletionPolicy.DELETE,
                        Math.toIntExact(clusterState.retirementMaxAge().toSeconds()),
                        input.before().flatMap(status -> Optional.ofNullable(status.retirement()))));
    }

    private static Observation seen(
            PolicyInput input, ProbeResult probe, ProbeFacts facts, Set<String> answered, DependedOn dependedOn) {
        var view = probe.view();
        return new Observation(
                view.observedAt(),
                probe.watchedSince(),
                ProbeFacts.ids(view.record()),
                answered,
                !SeenRecord.of(view.record()).answers().isEmpty(),
                timeToLive(input, view.record()),
                leads(facts, dependedOn),
                mailServers(input, probe),
                !(view.mailServers().answer() instanceof Answer.Unavailable<?>),
                probe.fresh(),
                dependedOn.evidence(),
                dependedOn.amiss());
    }

    /** A person may know better where it leads than who cannot look from outside. */
    private static Observation.Leads leads(ProbeFacts facts, DependedOn dependedOn) {
        return dependedOn.attested()
                ? Observation.Leads.HERE
                : facts.host().map(HostSight::leads).orElse(Observation.Leads.UNKNOWN);
    }

    private static Duration timeToLive(PolicyInput input, TxtView record) {
        long seen = ProbeFacts.answers(record)
                .mapToLong(answer -> answer instanceof Answer.Found<String> found ? found.ttlSeconds() : 0)
                .max()
                .orElse(0);
        long before = record(input)
                .flatMap(published -> Optional.ofNullable(published.ttlSeconds()))
                .orElse(0);
        return Duration.ofSeconds(Math.max(seen, before));
    }

    private static Set<String> mailServers(PolicyInput input, ProbeResult probe) {
        return MxMemory.known(
                input.before().map(MailDomainPolicyStatus::mx).orElse(List.of()),
                probe.view().mailServers().hosts().stream()
                        .map(MxHostView::host)
                        .toList(),
                input.now(),
                input.clusterState().clockAgrees());
    }
}
