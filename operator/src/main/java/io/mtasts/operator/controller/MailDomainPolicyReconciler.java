package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.operator.conditions.NewSteps;
import io.mtasts.operator.conditions.RolloutProgress;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.Prober;
import io.mtasts.operator.resources.PolicyHostName;
import io.mtasts.operator.rollout.HandOver;
import io.mtasts.operator.status.StatusOf;
import io.mtasts.operator.status.StatusUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Brings one mail domain to where its MailDomainPolicy says, and says in the status how it stands. Never waits for the network. */
public final class MailDomainPolicyReconciler implements Reconciler<MailDomainPolicy>, Cleaner<MailDomainPolicy> {
    /** Its value, when it is a new one, asks for a look at once. */
    public static final String CHECK_ANNOTATION = "mtasts.io/check";

    private final Workplace workplace;
    private final Prober<ResourceID> prober;
    private final Events events;
    private final SimpleInboundEventSource<MailDomainPolicy> nudges;
    private final MetricsSink metricsSink;
    private final ReconcileTurns turns;

    /** To whom each was last seen to hand its domain over, by uid: rivals are told when that changes, and only then. */
    private final Map<ResourceID, String> successors = new ConcurrentHashMap<>();

    MailDomainPolicyReconciler(
            Workplace workplace,
            Prober<ResourceID> prober,
            Events events,
            SimpleInboundEventSource<MailDomainPolicy> nudges,
            MetricsSink metricsSink,
            ReconcileTurns turns) {
        this.workplace = workplace;
        this.prober = prober;
        this.events = events;
        this.nudges = nudges;
        this.metricsSink = metricsSink;
        this.turns = turns;
    }

    @Override
    public List<EventSource<?, MailDomainPolicy>> prepareEventSources(EventSourceContext<MailDomainPolicy> context) {
        var sources = new ArrayList<>(workplace.open(context));
        sources.add(nudges);
        sources.add(new Departures(this::gone));
        return sources;
    }

    @Override
    public UpdateControl<MailDomainPolicy> reconcile(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        return turns.in(
                policy,
                () -> isLatest(policy)
                        ? bring(policy, context)
                        : UpdateControl.<MailDomainPolicy>noUpdate().reschedule());
    }

    /** It may have had to wait for its turn. */
    private boolean isLatest(MailDomainPolicy policy) {
        return workplace
                .policies()
                .get(ResourceID.fromResource(policy))
                .map(latest -> latest.getMetadata().getResourceVersion())
                .filter(version -> version.equals(policy.getMetadata().getResourceVersion()))
                .isPresent();
    }

    private UpdateControl<MailDomainPolicy> bring(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        workplace.cluster().follow(context);
        var id = ResourceID.fromResource(policy);
        var input = input(policy, id, context, false);
        var outlook = StatusOf.policy(input);
        look(id, input, outlook.status());
        if (!outlook.status().equals(policy.getStatus())) {
            return writeAhead(policy, outlook, context)
                    ? UpdateControl.<MailDomainPolicy>noUpdate().reschedule()
                    : UpdateControl.<MailDomainPolicy>noUpdate().rescheduleAfter(Workplace.SOON);
        }
        tellOfHandOver(id, input);
        return act(input, context)
                .map(again -> UpdateControl.<MailDomainPolicy>noUpdate().rescheduleAfter(again))
                .orElseGet(UpdateControl::noUpdate);
    }

    /** No event tells rivals of an annotation here. */
    private void tellOfHandOver(ResourceID id, PolicyInput input) {
        var now = input.clusterState()
                .successor()
                .map(successor -> successor.getMetadata().getUid())
                .orElse("");
        var before = Objects.requireNonNullElse(successors.put(id, now), "");
        if (!now.equals(before)) {
            callRivals(input.policy());
        }
    }

    /** Whoever waits for its domain may have it now. */
    private void gone(MailDomainPolicy policy) {
        var id = ResourceID.fromResource(policy);
        prober.forget(id);
        workplace.forget(id);
        successors.remove(id);
        callRivals(policy);
    }

    /** Gives when to come again for children that the API server refuses. */
    private Optional<Duration> act(PolicyInput input, Context<MailDomainPolicy> context) {
        var policy = input.policy();
        input.before().ifPresent(status -> workplace.publish(input, status, handledCheck(status)));
        boolean accepted = input.before().filter(NewSteps::allowed).isPresent();
        var children = workplace.children();
        children.bring(policy, workplace.due(input, accepted), context);
        if (workplace.policies().get(ResourceID.fromResource(policy)).isEmpty()) {
            gone(policy); // while this was going on
        }
        return children.attempts().next(policy, input.refused());
    }

    private PolicyInput input(
            MailDomainPolicy policy, ResourceID id, Context<MailDomainPolicy> context, boolean namespaceGoing) {
        var refused = workplace.children().attempts().of(policy);
        var found = workplace.gatherer().of(policy, prober.latest(id), refused, namespaceGoing);
        var input = found.ownsDomain()
                ? found.withNamesTaken(workplace.children().taken(policy, workplace.wanted(found), context))
                : found;
        return input.withTurn(workplace.line().turn(input));
    }

    private void callRivals(MailDomainPolicy policy) {
        workplace.policies().rivals(policy).forEach(nudges::propagateEvent);
    }

    private void look(ResourceID id, PolicyInput input, MailDomainPolicyStatus status) {
        var check = check(input.policy());
        workplace
                .probeSpecs()
                .of(input, status)
                .ifPresentOrElse(
                        probeSpec -> prober.keepProbing(id, probeSpec, check, RolloutProgress.promotes(status)),
                        () -> prober.forget(id));
    }

    /** What a probe has answered: probes that are asked for keep a pace, and so do the updates that they bring about. */
    private static String handledCheck(MailDomainPolicyStatus status) {
        return Objects.requireNonNullElse(status.lastHandledCheck(), "");
    }

    private static String check(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(CHECK_ANNOTATION))
                .orElse("");
    }

    /** Nothing is acted on before it stands in the status, from where a successor reads it. False when it was decided from an old version. */
    private boolean writeAhead(MailDomainPolicy policy, StatusUpdate outlook, Context<MailDomainPolicy> context) {
        var status = outlook.status();
        var before = Optional.ofNullable(policy.getStatus());
        if (!StatusWriting.replaced(policy, withStatus(policy, status), context)) {
            return false;
        }
        events.news(policy, outlook.news()); // first what was done, then what came of it
        RecordMove.between(before, status).ifPresent(move -> {
            metricsSink.moved(move);
            Journal.record(policy, move, status);
        });
        events.transitions(
                policy, before.map(MailDomainPolicyStatus::conditions).orElse(List.of()), status.conditions());
        Journal.mail(policy, before, status);
        callRivals(policy);
        return true;
    }

    private static MailDomainPolicy withStatus(MailDomainPolicy policy, MailDomainPolicyStatus status) {
        var fresh = new MailDomainPolicy();
        fresh.setSpec(policy.getSpec());
        fresh.setStatus(status);
        return fresh;
    }

    /**
     * Mode none is served for as long as senders may hold an enforce policy (RFC 8461 section 8.3). Then the
     * records go that we published, and what is served ends in the status; the server follows; and then the resource may go, and its children with it.
     */
    @Override
    public DeleteControl cleanup(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        return turns.in(
                policy,
                () -> isLatest(policy)
                        ? end(policy, context)
                        : DeleteControl.noFinalizerRemoval().rescheduleAfter(Workplace.SOON.toMillis()));
    }

    private DeleteControl end(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        workplace.cluster().follow(context);
        var id = ResourceID.fromResource(policy);
        boolean namespaceGoing = Workplace.isGoing(policy.getMetadata().getNamespace(), context);
        var input = input(policy, id, context, namespaceGoing);
        if (hasEnded(policy) && !input.lostItsStatus()) {
            prober.forget(id);
            return lastSteps(policy);
        }
        var outlook = StatusOf.policy(input);
        look(id, input, outlook.status());
        if (ends(outlook) && input.handOver() == HandOver.NO && !workplace.recordsWithdrawn(input)) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(Workplace.SOON.toMillis());
        }
        if (!outlook.status().equals(policy.getStatus())) {
            var _ = writeAhead(policy, outlook, context);
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(Workplace.SOON.toMillis());
        }
        return act(input, context)
                .map(again -> DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis()))
                .orElseGet(DeleteControl::noFinalizerRemoval);
    }

    private static boolean ends(StatusUpdate outlook) {
        return outlook.status().served().isEmpty();
    }

    private static boolean hasEnded(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getStatus())
                .flatMap(MailDomainPolicyStatus::served)
                .isEmpty();
    }

    private DeleteControl lastSteps(MailDomainPolicy policy) {
        if (workplace.stillServed(policy, PolicyHostName.of(policy))) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(Workplace.SOON.toMillis());
        }
        callRivals(policy);
        workplace.children().attempts().forget(policy);
        return DeleteControl.defaultDelete();
    }
}
