package io.mtasts.operator.gather;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.Management;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.resources.ChildName;
import io.mtasts.operator.resources.Labels;
import io.mtasts.operator.resources.PolicyHostName;
import io.mtasts.operator.resources.PolicyShards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the informers of the PolicyServer controller hold: the server's children, and the policies that name it. */
public final class ServerInformers {
    private static final List<Class<? extends HasMetadata>> CHILDREN = List.of(
            ServiceAccount.class,
            ConfigMap.class,
            Deployment.class,
            Service.class,
            PodDisruptionBudget.class,
            NetworkPolicy.class);

    private static final String SERVER = "server";

    private final Map<Class<?>, InformerEventSource<?, PolicyServer>> informers = new HashMap<>();
    private final SimpleInboundEventSource<PolicyServer> nudges = new SimpleInboundEventSource<>("nudges");
    private final IndexerResourceCache<PolicyServer> servers;

    public ServerInformers(EventSourceContext<PolicyServer> context) {
        servers = context.getPrimaryCache();
        CHILDREN.forEach(kind -> informers.put(kind, child(kind, context)));
        informers.put(MailDomainPolicy.class, policies(context));
    }

    public List<EventSource<?, PolicyServer>> all() {
        List<EventSource<?, PolicyServer>> all = new ArrayList<>(informers.values());
        all.add(nudges);
        return all;
    }

    /** Has every server reconciled, for what no informer here tells of. */
    public void nudgeAll() {
        servers.keys().forEach(nudges::propagateEvent);
    }

    private static <R extends HasMetadata> InformerEventSource<R, PolicyServer> child(
            Class<R> kind, EventSourceContext<PolicyServer> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, PolicyServer.class)
                        .withName(kind.getSimpleName())
                        .withLabelSelector(Labels.CHILDREN)
                        .withSecondaryToPrimaryMapper(Mappers.fromOwnerReferences(PolicyServer.class))
                        .build(),
                context);
    }

    private InformerEventSource<MailDomainPolicy, PolicyServer> policies(EventSourceContext<PolicyServer> context) {
        var informer = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(MailDomainPolicy.class, PolicyServer.class)
                        .withName(MailDomainPolicy.class.getSimpleName())
                        .withSecondaryToPrimaryMapper(this::concerned)
                        .withOnUpdateFilter(StoredPolicies::concerned)
                        .build(),
                context);
        informer.addIndexers(Map.of(SERVER, policy -> List.of(PolicyIndex.server(policy))));
        return informer;
    }

    /** The server that it names, and any that holds its policy still and may let go of it. */
    private Set<ResourceID> concerned(MailDomainPolicy policy) {
        var namespace = policy.getMetadata().getNamespace();
        var host = PolicyHostName.of(policy);
        return Stream.concat(
                        Stream.of(new ResourceID(policy.getSpec().serverName(), namespace)),
                        servers.list(namespace, server -> holds(server, host)).map(ResourceID::fromResource))
                .collect(Collectors.toSet());
    }

    private boolean holds(PolicyServer server, String policyHost) {
        return shard(server, PolicyShards.numberOf(policyHost))
                .flatMap(shard -> Optional.ofNullable(shard.getData()))
                .filter(bodies -> bodies.containsKey(policyHost))
                .isPresent();
    }

    public Optional<? extends InformerEventSource<?, PolicyServer>> informer(Class<? extends HasMetadata> kind) {
        return Optional.ofNullable(informers.get(kind));
    }

    /** The managed policies that name this server, those that have ended left out. */
    public List<MailDomainPolicy> policiesOf(PolicyServer server) {
        var key =
                server.getMetadata().getNamespace() + "/" + server.getMetadata().getName();
        return of(MailDomainPolicy.class).stream()
                .flatMap(informer -> informer.byIndex(SERVER, key).stream())
                .filter(policy -> policy.getSpec().management() == Management.MANAGED)
                .filter(policy -> !PolicyIndex.ended(policy))
                .toList();
    }

    /** Every policy of the namespace, whichever server it names. */
    public List<MailDomainPolicy> policiesIn(String namespace) {
        return of(MailDomainPolicy.class).stream()
                .flatMap(informer -> informer.list(namespace, policy -> true))
                .toList();
    }

    public Optional<Deployment> deployment(PolicyServer server) {
        return of(Deployment.class)
                .flatMap(informer -> informer.get(new ResourceID(
                        ChildName.of(server), server.getMetadata().getNamespace())));
    }

    /** What the shards of this server hold now. */
    public StoredShards held(PolicyServer server) {
        var byNumber = new HashMap<Integer, Map<String, String>>();
        IntStream.range(0, PolicyShards.COUNT)
                .forEach(number -> shard(server, number)
                        .flatMap(shard -> Optional.ofNullable(shard.getData()))
                        .ifPresent(bodies -> byNumber.put(number, bodies)));
        return StoredShards.of(byNumber);
    }

    /** The names of the shards that there are. */
    public Set<String> shardsThere(PolicyServer server) {
        return shards(server).map(shard -> shard.getMetadata().getName()).collect(Collectors.toSet());
    }

    private Stream<ConfigMap> shards(PolicyServer server) {
        return IntStream.range(0, PolicyShards.COUNT)
                .mapToObj(number -> shard(server, number))
                .flatMap(Optional::stream);
    }

    private Optional<ConfigMap> shard(PolicyServer server, int number) {
        var id = new ResourceID(
                ChildName.shard(server, number), server.getMetadata().getNamespace());
        return of(ConfigMap.class).flatMap(informer -> informer.get(id));
    }

    /** What any server of the namespace holds for that host. */
    public Optional<String> held(String namespace, String policyHost) {
        return of(ConfigMap.class).stream()
                .flatMap(informer -> informer.list(namespace, shard -> true))
                .flatMap(shard -> Optional.ofNullable(shard.getData()).stream())
                .flatMap(bodies -> Optional.ofNullable(bodies.get(policyHost)).stream())
                .findFirst();
    }

    @SuppressWarnings("unchecked") // the informer of a kind holds that kind
    private <R extends HasMetadata> Optional<InformerEventSource<R, PolicyServer>> of(Class<R> kind) {
        return Optional.ofNullable(informers.get(kind))
                .map(informer -> (InformerEventSource<R, PolicyServer>) informer);
    }
}
