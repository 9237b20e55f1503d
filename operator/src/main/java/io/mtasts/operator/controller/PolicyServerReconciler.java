package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PolicyServerStatus;
import io.mtasts.operator.gather.ServedHosts;
import io.mtasts.operator.gather.ServerInformers;
import io.mtasts.operator.gather.ServerInput;
import io.mtasts.operator.gather.StoredPolicies;
import io.mtasts.operator.resources.PodDisruptionBudgetOf;
import io.mtasts.operator.resources.PolicyServerDefault;
import io.mtasts.operator.resources.PolicyShard;
import io.mtasts.operator.resources.PolicyShards;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.status.ServerStatusOf;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs the web server that the domains of a namespace share. It alone writes the ConfigMaps that hold the policies. */
public final class PolicyServerReconciler implements Reconciler<PolicyServer> {
    /** Held by a server while policies are served from it: whoever deletes it, they end first. */
    public static final String FINALIZER = "mtasts.io/serving";

    private final RunSettings settings;
    private final BooleanSupplier gatewayAPI;
    private final ServedHosts servedHosts;
    private final Events events;
    private final Clock clock;
    private final IdleTimeout idleTimeout;
    private final ReconcileTurns turns;
    private final StrayKeys strays;
    private @Nullable ServerInformers informers;
    private @Nullable Children<PolicyServer> children;

    PolicyServerReconciler(
            RunSettings settings,
            BooleanSupplier gatewayAPI,
            ServedHosts servedHosts,
            Events events,
            ReconcileTurns turns,
            Clock clock) {
        this.settings = settings;
        this.servedHosts = servedHosts;
        this.gatewayAPI = gatewayAPI;
        this.events = events;
        this.turns = turns;
        this.clock = clock;
        this.idleTimeout = new IdleTimeout(clock);
        this.strays = new StrayKeys(events);
    }

    @Override
    public List<EventSource<?, PolicyServer>> prepareEventSources(EventSourceContext<PolicyServer> context) {
        var opened = new ServerInformers(context);
        informers = opened;
        servedHosts.knownBy(opened);
        children = new Children<>(opened::informer, clock);
        return opened.all();
    }

    @Override
    public UpdateControl<PolicyServer> reconcile(PolicyServer server, Context<PolicyServer> context) {
        if (context.isPrimaryResourceDeleted()) {
            children().attempts().forget(server);
            return UpdateControl.noUpdate();
        }
        return turns.in(server, () -> bring(server, context));
    }

    private UpdateControl<PolicyServer> bring(PolicyServer server, Context<PolicyServer> context) {
        var known = Objects.requireNonNull(informers, "the informers come first");
        var policies = known.policiesOf(server);
        var keys = StoredPolicies.of(
                policies, known.policiesIn(server.getMetadata().getNamespace()), known.held(server));
        return held(server, keys, context)
                .map(held -> serve(held, policies.size(), keys, known, context))
                .orElseGet(UpdateControl::noUpdate);
    }

    private UpdateControl<PolicyServer> serve(
            PolicyServer server,
            int domains,
            StoredPolicies keys,
            ServerInformers known,
            Context<PolicyServer> context) {
        boolean unused = domains == 0 && keys.isEmpty();
        idleTimeout.found(ResourceID.fromResource(server), unused); // whatever else comes of this pass
        var shards = PolicyShards.of(server, keys.bodies());
        var wanted = ServerChildren.of(server, shards, known.shardsThere(server), settings.policyServerImage());
        var input = new ServerInput(
                server,
                domains,
                known.deployment(server),
                gatewayAPI.getAsBoolean(),
                settings::allowsAnnotation,
                children().taken(server, wanted.stream().map(ChildKey::of).toList(), context),
                children().attempts().of(server),
                shards.stream()
                        .filter(PolicyShard::isOverfull)
                        .map(PolicyShard::overfullMessage)
                        .toList(),
                clock.instant());
        var status = ServerStatusOf.status(input);
        if (!status.equals(server.getStatus())) {
            return writeAhead(server, status, context);
        }
        apply(server, free(wanted, input.namesTaken()), context);
        strays.tellOf(server, keys);
        if (input.namesTaken().isEmpty()) {
            strays.clearTheWay(server, keys, context);
        }
        var again = children().attempts().next(server, input.refused());
        return unused && again.isEmpty()
                ? removedInTime(server, context)
                : again.map(pause -> UpdateControl.<PolicyServer>noUpdate().rescheduleAfter(pause))
                        .orElseGet(UpdateControl::noUpdate);
    }

    /** With the finalizer for as long as a policy is served; empty when the server is being deleted and nothing holds it. */
    private static Optional<PolicyServer> held(
            PolicyServer server, StoredPolicies keys, Context<PolicyServer> context) {
        boolean deleted = server.isMarkedForDeletion();
        boolean needed = keys.serves()
                && !(deleted && TerminatingNamespace.is(server.getMetadata().getNamespace(), context));
        if (needed && !deleted && !server.hasFinalizer(FINALIZER)) {
            return Optional.of(context.resourceOperations().addFinalizer(FINALIZER));
        }
        if (!needed && server.hasFinalizer(FINALIZER)) {
            var free = context.resourceOperations().removeFinalizer(FINALIZER);
            return deleted ? Optional.empty() : Optional.ofNullable(free);
        }
        return deleted && !needed ? Optional.empty() : Optional.of(server);
    }

    private void apply(PolicyServer server, List<HasMetadata> wanted, Context<PolicyServer> context) {
        var unwanted = wanted.stream().anyMatch(PodDisruptionBudget.class::isInstance)
                ? List.<HasMetadata>of()
                : List.of(PodDisruptionBudgetOf.oneAtATime(server));
        children().bring(server, new WantedChildren(List.of(), List.of(), wanted, List.of(), unwanted), context);
    }

    /** Somebody else's object stops the child of that name and no other: what is served goes on. */
    private static List<HasMetadata> free(List<HasMetadata> wanted, List<String> taken) {
        return wanted.stream()
                .filter(child -> !taken.contains(
                        child.getKind() + "/" + child.getMetadata().getName()))
                .toList();
    }

    private UpdateControl<PolicyServer> writeAhead(
            PolicyServer server, PolicyServerStatus status, Context<PolicyServer> context) {
        var before = Optional.ofNullable(server.getStatus());
        var fresh = new PolicyServer();
        fresh.setSpec(server.getSpec());
        fresh.setStatus(status);
        if (!StatusWriting.replaced(server, fresh, context)) {
            return UpdateControl.<PolicyServer>noUpdate().rescheduleAfter(ResourcePace.SOON);
        }
        events.transitions(server, before.map(PolicyServerStatus::conditions).orElse(List.of()), status.conditions());
        return UpdateControl.<PolicyServer>noUpdate().reschedule();
    }

    private UpdateControl<PolicyServer> removedInTime(PolicyServer server, Context<PolicyServer> context) {
        if (!PolicyServerDefault.isOnDemand(server)) {
            return UpdateControl.noUpdate();
        }
        var kept = idleTimeout.keptFor(ResourceID.fromResource(server));
        if (kept.isPositive()) {
            return UpdateControl.<PolicyServer>noUpdate().rescheduleAfter(kept);
        }
        context.getClient().resource(server).delete();
        return UpdateControl.noUpdate();
    }

    /** Kinds of other projects have come or gone. */
    void kindsChanged() {
        if (informers != null) {
            informers.nudgeAll();
        }
    }

    private Children<PolicyServer> children() {
        return Objects.requireNonNull(children, "the informers come first");
    }
}
