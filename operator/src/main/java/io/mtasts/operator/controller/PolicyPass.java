package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.operator.conditions.NewSteps;
import io.mtasts.operator.conditions.Preconditions;
import io.mtasts.operator.conditions.RolloutProgress;
import io.mtasts.operator.gather.Gatherer;
import io.mtasts.operator.gather.InstalledKinds;
import io.mtasts.operator.gather.KnownCluster;
import io.mtasts.operator.gather.Outside;
import io.mtasts.operator.gather.PolicyIndex;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.gather.ServedHosts;
import io.mtasts.operator.issuance.IssuanceQueue;
import io.mtasts.operator.prober.Prober;
import io.mtasts.operator.publish.RecordPublisher;
import io.mtasts.operator.resources.PolicyHostName;
import io.mtasts.operator.rollout.HandOver;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.status.StatusOf;
import io.mtasts.operator.status.StatusUpdate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** One pass over a MailDomainPolicy: gather, judge and decide, write the status, and act on what it says. Never waits for the network. */
final class PolicyPass {
    /** Its value, when it is a new one, asks for a probe at once. */
    static final String CHECK_ANNOTATION = "mtasts.io/check";

    /** A resource that is being deleted is not held for longer than this while its policy cannot be taken out of the server. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PolicyIndex policies;
    private final KnownCluster cluster;
    private final Gatherer gatherer;
    private final IssuanceQueue certificates;
    private final Prober<ResourceID> prober;
    private final ProbeSpecs probeSpecs;
    private final PolicyRecords records;
    private final PolicyChildren policyChildren;
    private final DueChildren dueChildren;
    private final Children<MailDomainPolicy> children;
    private final StatusNews news;
    private final Rivals rivals;
    private final ServedHosts servedHosts;
    private final Clock clock;

    /** @param nudge has a resource reconciled */
    PolicyPass(
            EventSourceContext<MailDomainPolicy> context,
            RunSettings settings,
            InstalledKinds installed,
            ServedHosts servedHosts,
            Outside outside,
            Prober<ResourceID> prober,
            RecordPublisher<ResourceID> publisher,
            StatusNews news,
            Consumer<ResourceID> nudge,
            Clock clock) {
        this.policies = new PolicyIndex(context.getPrimaryCache());
        this.cluster = new KnownCluster(context, policies, installed, settings);
        this.gatherer = new Gatherer(settings, cluster, policies, servedHosts, outside, publisher, clock);
        this.certificates =
                new IssuanceQueue(settings, cluster::certificates, policies::policies, policies::get, clock);
        var trafficSwitch = new TrafficSwitch(cluster);
        this.prober = prober;
        this.probeSpecs = new ProbeSpecs(settings, trafficSwitch);
        this.records = new PolicyRecords(publisher);
        this.policyChildren = new PolicyChildren(settings);
        this.dueChildren = new DueChildren(policyChildren, trafficSwitch);
        this.children = new Children<>(cluster::informer, clock);
        this.news = news;
        this.rivals = new Rivals(policies, nudge);
        this.servedHosts = servedHosts;
        this.clock = clock;
    }

    List<EventSource<?, MailDomainPolicy>> start() {
        return cluster.start();
    }

    PolicyIndex policies() {
        return policies;
    }

    IssuanceQueue certificates() {
        return certificates;
    }

    UpdateControl<MailDomainPolicy> reconcile(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        return gather(policy, context, false)
                .map(preconditions -> reconcile(preconditions, context))
                .orElseGet(() -> UpdateControl.<MailDomainPolicy>noUpdate().reschedule());
    }

    private UpdateControl<MailDomainPolicy> reconcile(Preconditions preconditions, Context<MailDomainPolicy> context) {
        var policy = preconditions.input().policy();
        var update = StatusOf.policy(preconditions);
        probe(preconditions.input(), update.status());
        if (!update.status().equals(policy.getStatus())) {
            return write(policy, update, context)
                    ? UpdateControl.<MailDomainPolicy>noUpdate().reschedule()
                    : UpdateControl.<MailDomainPolicy>noUpdate().rescheduleAfter(ResourcePace.SOON);
        }
        rivals.tellOfHandOver(preconditions.input());
        return act(preconditions, context)
                .map(again -> UpdateControl.<MailDomainPolicy>noUpdate().rescheduleAfter(again))
                .orElseGet(UpdateControl::noUpdate);
    }

    /**
     * Mode none is served for as long as senders may hold an enforce policy (RFC 8461 section 8.3). Then the records go that we published, and
     * what is served ends in the status; the server follows; and then the resource may go, and its children with it.
     */
    DeleteControl cleanup(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        boolean namespaceGoing = TerminatingNamespace.is(policy.getMetadata().getNamespace(), context);
        return gather(policy, context, namespaceGoing)
                .map(preconditions -> cleanup(preconditions, context))
                .orElseGet(PolicyPass::soon);
    }

    private DeleteControl cleanup(Preconditions preconditions, Context<MailDomainPolicy> context) {
        var policy = preconditions.input().policy();
        var input = preconditions.input();
        if (served(policy).isEmpty() && !input.lostItsStatus()) {
            prober.forget(ResourceID.fromResource(policy));
            return end(policy);
        }
        var update = StatusOf.policy(preconditions);
        probe(input, update.status());
        boolean ends = update.status().served().isEmpty();
        if (ends && input.handOver() == HandOver.NO && !records.withdrawn(preconditions)) {
            return soon();
        }
        if (!update.status().equals(policy.getStatus())) {
            var _ = write(policy, update, context);
            return soon();
        }
        return act(preconditions, context)
                .map(again -> DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis()))
                .orElseGet(DeleteControl::noFinalizerRemoval);
    }

    private static DeleteControl soon() {
        return DeleteControl.noFinalizerRemoval().rescheduleAfter(ResourcePace.SOON.toMillis());
    }

    /** Empty when there is a newer version by now. */
    private Optional<Preconditions> gather(
            MailDomainPolicy policy, Context<MailDomainPolicy> context, boolean namespaceGoing) {
        var refused = children.attempts().of(policy);
        var latest = prober.latest(ResourceID.fromResource(policy));
        cluster.follow(context);
        return gatherer.of(policy, latest, refused, namespaceGoing)
                .map(Preconditions::of)
                .map(found -> inTurn(found, context));
    }

    /** With what is known of the names of its children, and of the queue for certificates. */
    private Preconditions inTurn(Preconditions found, Context<MailDomainPolicy> context) {
        var policy = found.input().policy();
        var named = found.input().ownsDomain()
                ? found.withNamesTaken(children.taken(policy, policyChildren.keys(found), context))
                : found;
        return named.withTurn(certificates.turn(named));
    }

    private void probe(PolicyInput input, MailDomainPolicyStatus status) {
        var id = ResourceID.fromResource(input.policy());
        probeSpecs
                .of(input, status)
                .ifPresentOrElse(
                        spec -> prober.keepProbing(
                                id, spec, askedFor(input.policy()), RolloutProgress.promotes(status)),
                        () -> prober.forget(id));
    }

    private static String askedFor(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(CHECK_ANNOTATION))
                .orElse("");
    }

    /** Nothing is acted on before it stands in the status, from where a successor reads it. False when it was decided from an old version. */
    private boolean write(MailDomainPolicy policy, StatusUpdate update, Context<MailDomainPolicy> context) {
        var fresh = new MailDomainPolicy();
        fresh.setSpec(policy.getSpec());
        fresh.setStatus(update.status());
        boolean written = StatusWriting.replaced(policy, fresh, context);
        if (written) {
            news.tell(policy, update);
            rivals.call(policy);
        }
        return written;
    }

    /** Gives when to come again for children that the API server refuses. */
    private Optional<Duration> act(Preconditions preconditions, Context<MailDomainPolicy> context) {
        var input = preconditions.input();
        var policy = input.policy();
        input.before().ifPresent(status -> records.publish(input, status, answered(status)));
        boolean allowed = input.before().filter(NewSteps::allowed).isPresent();
        children.bring(policy, dueChildren.of(preconditions, allowed), context);
        if (policies.get(ResourceID.fromResource(policy)).isEmpty()) {
            gone(policy); // while this was going on
        }
        return children.attempts().next(policy, input.refused());
    }

    /** What a probe has answered: probes that are asked for keep a pace, and so do the updates that they bring about. */
    private static String answered(MailDomainPolicyStatus status) {
        return Objects.requireNonNullElse(status.lastHandledCheck(), "");
    }

    void gone(MailDomainPolicy policy) {
        var id = ResourceID.fromResource(policy);
        prober.forget(id);
        records.forget(id);
        rivals.gone(policy);
    }

    private DeleteControl end(MailDomainPolicy policy) {
        if (stillServed(policy)) {
            return soon();
        }
        rivals.call(policy);
        children.attempts().forget(policy);
        return DeleteControl.defaultDelete();
    }

    /** Does the server still hold its policy? Not waited for without end. */
    private boolean stillServed(MailDomainPolicy policy) {
        var namespace = policy.getMetadata().getNamespace();
        var host = PolicyHostName.of(policy);
        return !policies.servedBesides(policy)
                && servedHosts
                        .held(namespace, host)
                        .or(() -> cluster.held(namespace, host))
                        .isPresent()
                && Duration.between(endedAt(policy), clock.instant()).abs().compareTo(PATIENCE)
                        < 0; // a clock set back ends it too
    }

    private static Instant endedAt(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getStatus())
                .flatMap(status -> status.condition(ConditionType.Ready))
                .map(Condition::lastTransitionTime)
                .orElse(Instant.EPOCH);
    }

    private static Optional<?> served(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getStatus()).flatMap(MailDomainPolicyStatus::served);
    }
}
