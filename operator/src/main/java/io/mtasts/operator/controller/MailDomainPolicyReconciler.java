package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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
import io.mtasts.operator.lookout.Lookout;
import io.mtasts.operator.resources.PolicyHost;
import io.mtasts.operator.rollout.HandOver;
import io.mtasts.operator.status.NewSteps;
import io.mtasts.operator.status.Outlook;
import io.mtasts.operator.status.RolloutProgress;
import io.mtasts.operator.status.Situation;
import io.mtasts.operator.status.StatusOf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings one mail domain to where its MailDomainPolicy says, and says in the status how it stands. Never waits for the network. */
public final class MailDomainPolicyReconciler implements Reconciler<MailDomainPolicy>, Cleaner<MailDomainPolicy> {
    /** Held by every resource until what it serves has been taken back. */
    public static final String FINALIZER = "mtasts.io/retire";

    /** Its value, when it is a new one, asks for a look at once. */
    public static final String CHECK_ANNOTATION = "mtasts.io/check";

    private final Workplace workplace;
    private final Lookout<ResourceID> lookout;
    private final Events events;
    private final SimpleInboundEventSource<MailDomainPolicy> nudges;
    private final Witness witness;

    MailDomainPolicyReconciler(
            Workplace workplace,
            Lookout<ResourceID> lookout,
            Events events,
            SimpleInboundEventSource<MailDomainPolicy> nudges,
            Witness witness) {
        this.workplace = workplace;
        this.lookout = lookout;
        this.events = events;
        this.nudges = nudges;
        this.witness = witness;
    }

    @Override
    public List<EventSource<?, MailDomainPolicy>> prepareEventSources(EventSourceContext<MailDomainPolicy> context) {
        var sources = new ArrayList<>(workplace.open(context));
        sources.add(nudges);
        return sources;
    }

    @Override
    public UpdateControl<MailDomainPolicy> reconcile(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        workplace.cluster().follow(context);
        var id = ResourceID.fromResource(policy);
        var situation = situation(policy, id, context, false);
        var outlook = StatusOf.policy(situation);
        look(id, situation, outlook.status());
        if (!outlook.status().equals(policy.getStatus())) {
            writeAhead(policy, outlook, context);
            return UpdateControl.<MailDomainPolicy>noUpdate().reschedule();
        }
        if (situation.handOver() == HandOver.UNDER_WAY) {
            callRivals(policy); // no event tells them of an annotation here
        }
        return act(situation, context)
                .map(again -> UpdateControl.<MailDomainPolicy>noUpdate().rescheduleAfter(again))
                .orElseGet(UpdateControl::noUpdate);
    }

    /** Gives when to come again for children that the API server refuses. */
    private Optional<Duration> act(Situation situation, Context<MailDomainPolicy> context) {
        var policy = situation.policy();
        situation.before().ifPresent(status -> workplace.publish(situation, status, check(policy)));
        boolean accepted = situation.before().filter(NewSteps::allowed).isPresent();
        var children = workplace.children();
        children.bring(policy, workplace.due(situation, accepted), context);
        return children.attempts().next(policy, situation.refused());
    }

    private Situation situation(
            MailDomainPolicy policy, ResourceID id, Context<MailDomainPolicy> context, boolean namespaceGoing) {
        var refused = workplace.children().attempts().of(policy);
        var found = workplace.situations().of(policy, lookout.latest(id), refused, namespaceGoing);
        var situation = found.ownsDomain()
                ? found.withNamesTaken(workplace.children().taken(policy, workplace.wanted(found), context))
                : found;
        return situation.withTurn(workplace.line().turn(situation));
    }

    private void callRivals(MailDomainPolicy policy) {
        workplace.policies().rivals(policy).forEach(nudges::propagateEvent);
    }

    private void look(ResourceID id, Situation situation, MailDomainPolicyStatus status) {
        var check = check(situation.policy());
        workplace
                .assignments()
                .of(situation, status)
                .ifPresentOrElse(
                        assignment -> lookout.keepLooking(id, assignment, check, RolloutProgress.promotes(status)),
                        () -> lookout.forget(id));
    }

    private static String check(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(CHECK_ANNOTATION))
                .orElse("");
    }

    /** Nothing is acted on before it stands in the status, from where a successor reads it. */
    private void writeAhead(MailDomainPolicy policy, Outlook outlook, Context<MailDomainPolicy> context) {
        var status = outlook.status();
        var before = Optional.ofNullable(policy.getStatus());
        context.resourceOperations().serverSideApplyPrimaryStatus(withStatus(policy, status));
        RecordMove.between(before, status).ifPresent(witness::moved);
        events.transitions(
                policy, before.map(MailDomainPolicyStatus::conditions).orElse(List.of()), status.conditions());
        events.news(policy, outlook.news());
        callRivals(policy);
    }

    /** With the version that it was decided from: should that be an old one, it is decided again. */
    private static MailDomainPolicy withStatus(MailDomainPolicy policy, MailDomainPolicyStatus status) {
        var fresh = new MailDomainPolicy();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(policy.getMetadata().getName())
                .withNamespace(policy.getMetadata().getNamespace())
                .withResourceVersion(policy.getMetadata().getResourceVersion())
                .build());
        fresh.setStatus(status);
        return fresh;
    }

    /**
     * Mode none is served for as long as senders may hold an enforce policy (RFC 8461 section 8.3). Then the
     * records go that we published, and what is served ends in the status; the server follows; and then the resource may go, and its children with it.
     */
    @Override
    public DeleteControl cleanup(MailDomainPolicy policy, Context<MailDomainPolicy> context) {
        workplace.cluster().follow(context);
        var id = ResourceID.fromResource(policy);
        boolean namespaceGoing = Workplace.isGoing(policy.getMetadata().getNamespace(), context);
        var situation = situation(policy, id, context, namespaceGoing);
        if (hasEnded(policy) && !situation.lostItsStatus()) {
            lookout.forget(id);
            return lastSteps(policy);
        }
        var outlook = StatusOf.policy(situation);
        look(id, situation, outlook.status());
        if (ends(outlook) && situation.handOver() == HandOver.NO && !workplace.recordsWithdrawn(policy)) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(Workplace.SOON.toMillis());
        }
        if (!outlook.status().equals(policy.getStatus())) {
            writeAhead(policy, outlook, context);
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(Workplace.SOON.toMillis());
        }
        return act(situation, context)
                .map(again -> DeleteControl.noFinalizerRemoval().rescheduleAfter(again.toMillis()))
                .orElseGet(DeleteControl::noFinalizerRemoval);
    }

    private static boolean ends(Outlook outlook) {
        return outlook.status().served().isEmpty();
    }

    private static boolean hasEnded(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getStatus())
                .flatMap(MailDomainPolicyStatus::served)
                .isEmpty();
    }

    private DeleteControl lastSteps(MailDomainPolicy policy) {
        if (workplace.stillServed(policy, PolicyHost.of(policy))) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(Workplace.SOON.toMillis());
        }
        callRivals(policy);
        workplace.children().attempts().forget(policy);
        return DeleteControl.defaultDelete();
    }
}
