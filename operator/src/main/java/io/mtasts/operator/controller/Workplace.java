package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicySpec;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.conditions.NewSteps;
import io.mtasts.operator.gather.Gatherer;
import io.mtasts.operator.gather.InstalledKinds;
import io.mtasts.operator.gather.KnownCluster;
import io.mtasts.operator.gather.Outside;
import io.mtasts.operator.gather.PolicyIndex;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.gather.ServedHosts;
import io.mtasts.operator.issuance.IssuanceQueue;
import io.mtasts.operator.publish.DesiredRecordsOf;
import io.mtasts.operator.publish.RecordPublisher;
import io.mtasts.operator.publish.Route;
import io.mtasts.operator.resources.PolicyServerDefault;
import io.mtasts.operator.rollout.HandOver;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.status.MovedOn;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the MailDomainPolicy reconciler works with, once the informers that it rests on are there. */
final class Workplace {
    /** A step that another controller has to take first is looked for again after this time. */
    static final Duration SOON = Duration.ofMillis(300);

    /** A resource is not held for longer than this when its key cannot be taken out. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RunSettings settings;
    private final InstalledKinds installed;
    private final ServedHosts servedHosts;
    private final Outside outside;
    private final RecordPublisher<ResourceID> publisher;
    private final Clock clock;
    private final PolicyChildren policyChildren;
    private @Nullable Rooms rooms;

    private record Rooms(
            PolicyIndex policies,
            KnownCluster cluster,
            Gatherer gatherer,
            ProbeSpecs probeSpecs,
            TrafficSwitch trafficSwitch,
            Children<MailDomainPolicy> children,
            IssuanceQueue line) {}

    Workplace(
            RunSettings settings,
            InstalledKinds installed,
            ServedHosts servedHosts,
            RecordPublisher<ResourceID> publisher,
            Outside outside,
            Clock clock) {
        this.settings = settings;
        this.installed = installed;
        this.servedHosts = servedHosts;
        this.outside = outside;
        this.publisher = publisher;
        this.clock = clock;
        this.policyChildren = new PolicyChildren(settings);
    }

    List<EventSource<?, MailDomainPolicy>> open(EventSourceContext<MailDomainPolicy> context) {
        var policies = new PolicyIndex(context.getPrimaryCache());
        var cluster = new KnownCluster(context, policies, installed, settings);
        var trafficSwitch = new TrafficSwitch(cluster);
        rooms = new Rooms(
                policies,
                cluster,
                new Gatherer(settings, cluster, policies, servedHosts, outside, publisher, clock),
                new ProbeSpecs(settings, cluster, trafficSwitch),
                trafficSwitch,
                new Children<>(cluster::informer, clock),
                new IssuanceQueue(settings, cluster::certificates, policies::policies, policies::get, clock));
        return cluster.start();
    }

    private Rooms rooms() {
        return Objects.requireNonNull(rooms, "the informers come first");
    }

    Instant now() {
        return clock.instant();
    }

    PolicyIndex policies() {
        return rooms().policies();
    }

    KnownCluster cluster() {
        return rooms().cluster();
    }

    Gatherer gatherer() {
        return rooms().gatherer();
    }

    ProbeSpecs probeSpecs() {
        return rooms().probeSpecs();
    }

    Children<MailDomainPolicy> children() {
        return rooms().children();
    }

    IssuanceQueue line() {
        return rooms().line();
    }

    List<HasMetadata> wanted(PolicyInput input) {
        return policyChildren.of(input);
    }

    /** What is to be there now: while the spec is not accepted, nothing but what is served already needs. */
    WantedChildren due(PolicyInput input, boolean accepted) {
        if (input.handOver() == HandOver.DONE) {
            return WantedChildren.gone(rooms().trafficSwitch().toBeLeft(input));
        }
        if (!accepted) {
            var trafficSwitch = rooms().trafficSwitch();
            return WantedChildren.ofServed(
                    trafficSwitch.open(input, policyChildren.ofServed(input)), policyChildren.whileNotAccepted(input));
        }
        var due = rooms().trafficSwitch().open(input, policyChildren.due(input));
        return new WantedChildren(
                serverOnDemand(input).stream().toList(),
                List.of(),
                due,
                policyChildren.otherwise(input, due),
                List.of());
    }

    /** The PolicyServer called default needs nobody to write it. */
    private static Optional<PolicyServer> serverOnDemand(PolicyInput input) {
        boolean missing = !input.observeOnly()
                && input.server().isEmpty()
                && input.spec().serverName().equals(MailDomainPolicySpec.DEFAULT_SERVER);
        return missing
                ? Optional.of(
                        PolicyServerDefault.in(input.policy().getMetadata().getNamespace()))
                : Optional.empty();
    }

    /**
     * Is the Namespace being deleted? What is left there goes with it, whatever a finalizer says. Without the right to ask it counts as one
     * that stays.
     */
    static boolean isGoing(String namespace, Context<?> context) {
        try {
            return Optional.ofNullable(
                            context.getClient().namespaces().withName(namespace).get())
                    .filter(found -> found.isMarkedForDeletion())
                    .isPresent();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return false;
        }
    }

    /** Has updates sent for what the status says, as it has been read back; while the spec is not accepted for what is served, and no more. */
    void publish(PolicyInput input, MailDomainPolicyStatus status, String check) {
        var id = ResourceID.fromResource(input.policy());
        var desired = NewSteps.allowed(status)
                ? DesiredRecordsOf.of(input.policy(), input.route(), check)
                : DesiredRecordsOf.ofServed(input.policy(), input.route(), check)
                        .filter(_ -> input.ownsDomain());
        desired.ifPresentOrElse(
                wanted -> publisher.keep(id, wanted, contradicted(input, status)), () -> publisher.forget(id));
    }

    /** When a probe last showed that the public does not get a record that is not withheld. */
    private static Optional<Instant> contradicted(PolicyInput input, MailDomainPolicyStatus status) {
        boolean amiss = Stream.of(ConditionType.RecordPublished, ConditionType.TLSReportingPublished)
                .flatMap(type -> status.condition(type).stream())
                .anyMatch(condition -> condition.status() == ConditionStatus.FALSE);
        return input.probe().filter(seen -> amiss).map(seen -> seen.view().observedAt());
    }

    /** Its records are seen to no more, and stay as they are. */
    void forget(ResourceID id) {
        publisher.forget(id);
    }

    /**
     * Starts to take away the records of one that is being deleted, as far as an update server has them and they are ours. Gives true once
     * that is done, or has been tried for a minute; to be asked again until then, and before the status forgets the policy. Where the domain
     * has moved on, whatever is there serves whoever has it now: it stays.
     */
    boolean recordsWithdrawn(PolicyInput input) {
        var policy = input.policy();
        var id = ResourceID.fromResource(policy);
        if (MovedOn.is(input)) {
            publisher.forget(id);
            return true;
        }
        var server = cluster()
                .get(
                        PolicyServer.class,
                        policy.getMetadata().getNamespace(),
                        policy.getSpec().serverName());
        boolean withdrawn = DesiredRecordsOf.ofAllOurs(policy, Route.of(policy.getSpec(), server))
                .map(desired -> publisher.withdrawn(id, desired))
                .orElse(true);
        if (withdrawn) {
            publisher.forget(id);
        }
        return withdrawn;
    }

    /** Does the server still hold the policy of one that is being deleted? Not waited for without end. */
    boolean stillServed(MailDomainPolicy policy, String policyHost) {
        var ended = Optional.ofNullable(policy.getStatus())
                .flatMap(status -> status.condition(ConditionType.Ready))
                .map(Condition::lastTransitionTime)
                .orElse(Instant.EPOCH);
        var namespace = policy.getMetadata().getNamespace();
        return !policies().servedBesides(policy)
                && servedHosts
                        .held(namespace, policyHost)
                        .or(() -> cluster().held(namespace, policyHost))
                        .isPresent()
                && Duration.between(ended, clock.instant()).abs().compareTo(PATIENCE)
                        < 0; // a clock set back ends it too
    }
}
