package io.mtasts.operator.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.observe.PublicView;
import io.mtasts.operator.gather.InstalledKinds;
import io.mtasts.operator.gather.KnownCluster;
import io.mtasts.operator.gather.Outside;
import io.mtasts.operator.gather.PolicyIndex;
import io.mtasts.operator.gather.ServedHosts;
import io.mtasts.operator.issuance.IssuanceTimer;
import io.mtasts.operator.leader.Leadership;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.prober.Prober;
import io.mtasts.operator.publish.RecordPublisher;
import io.mtasts.operator.resources.Labels;
import io.mtasts.operator.settings.RunSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both controllers and all that they rest on, from start to stop. */
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
    private static final int PROBES_AT_ONCE = 32;
    private static final int RECONCILES_AT_ONCE = 8;
    private static final Duration UPDATE_LIMIT = Duration.ofSeconds(10);
    private static final Duration ASK_FOR_KINDS = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofMinutes(1);
    /** What is under way when the operator stops may take so long to end. */
    private static final Duration LAST_RECONCILES = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final Operator operator;
    private final Leadership leadership;
    private final MailDomainPolicyReconciler reconciler;
    private final Prober<ResourceID> prober;
    private final RecordPublisher<ResourceID> publisher;
    private final InstalledKinds installed;
    private final Events events;
    private final IssuanceTimer caller;

    private Controllers(
            KubernetesClient client,
            Operator operator,
            Leadership leadership,
            MailDomainPolicyReconciler reconciler,
            Prober<ResourceID> prober,
            RecordPublisher<ResourceID> publisher,
            InstalledKinds installed,
            Events events,
            IssuanceTimer caller) {
        this.client = client;
        this.operator = operator;
        this.leadership = leadership;
        this.reconciler = reconciler;
        this.prober = prober;
        this.publisher = publisher;
        this.installed = installed;
        this.events = events;
        this.caller = caller;
    }

    /**
     * Starts them; returns when every informer has the cluster's state.
     *
     * @param client closed with the controllers
     * @param leadership whether they lead from the start, or once they hold the lease
     */
    public static Controllers start(
            KubernetesClient client,
            RunSettings settings,
            Outside outside,
            Leadership leadership,
            MetricsSink metricsSink,
            Clock clock) {
        var nudges = new SimpleInboundEventSource<MailDomainPolicy>("nudges");
        var onKinds = new AtomicReference<Runnable>(() -> {});
        var installed = new InstalledKinds(
                client,
                KnownCluster.OPTIONAL,
                () -> Objects.requireNonNull(onKinds.get()).run());
        installed.start(ASK_FOR_KINDS);
        var prober = new Prober<ResourceID>(
                outside.observer(),
                outside.pods(),
                outside.names(),
                outside.authorities(),
                clock,
                settings.propagation(),
                PROBES_AT_ONCE,
                policy -> policy.getNamespace().orElse(""),
                (policy, took) -> {
                    metricsSink.probed(took);
                    nudges.propagateEvent(policy);
                });
        var events = new Events(client, clock);
        var turns = new ReconcileTurns(RECONCILES_AT_ONCE);
        var servedHosts = new ServedHosts();
        var servers = new PolicyServerReconciler(
                settings, () -> installed.has(HTTPRoute.class), servedHosts, events, turns, clock);
        var publisher = new RecordPublisher<ResourceID>(
                settings.updateServers(), UPDATE_LIMIT, leadership::leading, clock, nudges::propagateEvent);
        var news = new StatusNews(events, metricsSink);
        var reconciler = new MailDomainPolicyReconciler(
                context -> new PolicyPass(
                        context,
                        settings,
                        installed,
                        servedHosts,
                        outside,
                        prober,
                        publisher,
                        news,
                        nudges::propagateEvent,
                        clock),
                nudges,
                turns);
        onKinds.set(() -> {
            reconciler.policies().keys().forEach(nudges::propagateEvent);
            servers.kindsChanged();
        });

        var operator = new Operator(configuration -> {
            configuration
                    .withKubernetesClient(client)
                    .withExecutorService(Executors.newThreadPerTaskExecutor(
                            Thread.ofVirtual().name("reconcile-", 0).factory())) // turns say how many at once
                    .withMetrics(metricsSink.reconciliations())
                    .withCloseClientOnStop(false) // the lease and the last Events want it
                    .withResourceCloner(new ShallowCopies(client.getKubernetesSerialization()))
                    .withReconciliationTerminationTimeout(LAST_RECONCILES);
            leadership.configuration().ifPresent(configuration::withLeaderElectionConfiguration);
        });
        operator.register(
                servers,
                configuration -> configure(configuration, settings)
                        .withRateLimiter(ResourcePace.OF_SERVER)
                        .withTriggerReconcilerOnAllEvents(true)); // it keeps its finalizer itself
        operator.register(
                reconciler,
                configuration -> configure(configuration, settings)
                        .withFinalizer(PolicyIndex.FINALIZER)
                        .withRateLimiter(ResourcePace.OF_POLICY)
                        .withOnUpdateFilter(Controllers::concernsUs));
        var caller = new IssuanceTimer(() -> reconciler.certificates().called(), nudges::propagateEvent);
        var controllers =
                new Controllers(client, operator, leadership, reconciler, prober, publisher, installed, events, caller);
        try {
            operator.start();
        } catch (OperatorException e) {
            controllers.close();
            throw e;
        }
        caller.begin();
        LOG.info(
                leadership.configuration().isEmpty()
                        ? "Managing the MailDomainPolicies of {}"
                        : "Ready to manage the MailDomainPolicies of {}",
                settings.watchNamespaces().isEmpty() ? "all namespaces" : settings.watchNamespaces());
        return controllers;
    }

    private static <P extends HasMetadata> ControllerConfigurationOverrider<P> configure(
            ControllerConfigurationOverrider<P> configuration, RunSettings settings) {
        if (settings.watchNamespaces().isEmpty()) {
            configuration.watchingAllNamespaces();
        } else {
            configuration.settingNamespaces(Set.copyOf(settings.watchNamespaces()));
        }
        return configuration
                .withGenerationAware(false)
                .withFieldManager(Labels.FIELD_MANAGER)
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(FIRST_RETRY.toMillis())
                        .setMaxInterval(LAST_RETRY.toMillis()));
    }

    /** Spec, annotations and deletion: what is left is our own writing. */
    private static boolean concernsUs(MailDomainPolicy now, MailDomainPolicy before) {
        var meta = now.getMetadata();
        var earlier = before.getMetadata();
        return !Objects.equals(meta.getGeneration(), earlier.getGeneration())
                || !Objects.equals(meta.getAnnotations(), earlier.getAnnotations())
                || !Objects.equals(meta.getDeletionTimestamp(), earlier.getDeletionTimestamp())
                || !Objects.equals(meta.getFinalizers(), earlier.getFinalizers());
    }

    /** What JOSDK says of its event sources. */
    public RuntimeInfo health() {
        return operator.getRuntimeInfo();
    }

    /** Is this operator the leader, or a standby? */
    public boolean isLeader() {
        return leadership.leading();
    }

    /** Every MailDomainPolicy there is, as the cache has it. */
    public Stream<MailDomainPolicy> policies() {
        return reconciler.policies().policies();
    }

    /** What the latest probe saw of the domain. */
    public Optional<PublicView> latestView(MailDomainPolicy policy) {
        return prober.latest(ResourceID.fromResource(policy)).map(ProbeResult::view);
    }

    /** What probes the domains. */
    public Prober<ResourceID> prober() {
        return prober;
    }

    /** The lease is given back as soon as nothing is reconciled any more, and all else ends after it. */
    @Override
    public void close() {
        caller.close();
        publisher.close();
        leadership.stopping();
        operator.stop();
        leadership.release(client);
        prober.close();
        installed.close();
        events.close();
        client.close();
    }
}
