package io.mtasts.operator.gather;

import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.ClusterIssuer;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.resources.ChildName;
import io.mtasts.operator.resources.Labels;
import io.mtasts.operator.resources.Ownership;
import io.mtasts.operator.settings.RunSettings;
import io.mtasts.operator.settings.Tenancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the informers of the MailDomainPolicy controller hold, kinds that come and go included. */
public final class KnownCluster {
    /** Kinds of other projects that are made use of where they are installed. */
    public static final List<Class<? extends HasMetadata>> OPTIONAL = List.of(
            Certificate.class, Issuer.class, ClusterIssuer.class, HTTPRoute.class, Gateway.class, DNSEndpoint.class);

    /** Kinds that belong to no namespace. */
    private static final Set<Class<? extends HasMetadata>> CLUSTER_WIDE = Set.of(ClusterIssuer.class, Namespace.class);

    private final EventSourceContext<MailDomainPolicy> context;
    private final PolicyIndex policies;
    private final InstalledKinds installed;
    private final Tenancy tenancy;
    private final Referrers referrers;
    private final Map<Class<?>, InformerEventSource<?, MailDomainPolicy>> informers = new ConcurrentHashMap<>();

    public KnownCluster(
            EventSourceContext<MailDomainPolicy> context,
            PolicyIndex policies,
            InstalledKinds installed,
            RunSettings settings) {
        this.context = context;
        this.policies = policies;
        this.installed = installed;
        this.tenancy = settings.tenancyDomains();
        this.referrers = new Referrers(
                policies, settings.defaultIssuer(), (namespace, name) -> get(PolicyServer.class, namespace, name));
    }

    /** Those that are there in every cluster; Namespaces only where they grant domains, as it takes a right. */
    public List<EventSource<?, MailDomainPolicy>> start() {
        var always = new ArrayList<InformerEventSource<?, MailDomainPolicy>>(List.of(
                informer(PolicyServer.class, policies::ofServer, Optional.empty()),
                informer(Ingress.class, policies::ofIngress, children()),
                informer(EndpointSlice.class, policies::ofPods, children())));
        if (tenancy == Tenancy.GRANTED) {
            always.add(informer(Namespace.class, policies::concernedBy, Optional.empty()));
        }
        always.forEach(informer -> informers.put(informer.resourceType(), informer));
        return List.copyOf(always);
    }

    /** Starts watching what has been installed since, and ends it for what is gone. */
    public synchronized void follow(Context<MailDomainPolicy> context) {
        var sources = context.eventSourceRetriever();
        for (var kind : OPTIONAL) {
            if (installed.has(kind) && !informers.containsKey(kind)) {
                informers.put(kind, started(optional(kind), sources));
            } else if (!installed.has(kind)) {
                informers.remove(kind);
                sources.dynamicallyDeRegisterEventSource(kind.getSimpleName());
            }
        }
    }

    /** One that could not start, for want of rights for example, is still registered, and what is started is that one. */
    @SuppressWarnings("unchecked") // by that name there are only those of optional()
    private static <R extends HasMetadata> InformerEventSource<R, MailDomainPolicy> started(
            InformerEventSource<R, MailDomainPolicy> informer, EventSourceRetriever<MailDomainPolicy> sources) {
        return (InformerEventSource<R, MailDomainPolicy>) sources.dynamicallyRegisterEventSource(informer);
    }

    private <R extends HasMetadata> InformerEventSource<R, MailDomainPolicy> optional(Class<R> kind) {
        boolean child = kind == Certificate.class || kind == HTTPRoute.class || kind == DNSEndpoint.class;
        return child ? informer(kind, this::ofChild, children()) : informer(kind, referrers::of, Optional.empty());
    }

    private <R extends HasMetadata> Set<ResourceID> ofChild(R child) {
        return child instanceof HTTPRoute route
                ? policies.ofRoute(route)
                : Mappers.<R>fromOwnerReferences(MailDomainPolicy.class).toPrimaryResourceIDs(child);
    }

    private <R extends HasMetadata> InformerEventSource<R, MailDomainPolicy> informer(
            Class<R> kind, SecondaryToPrimaryMapper<R> toPolicies, Optional<String> selector) {
        var configuration = InformerEventSourceConfiguration.from(kind, MailDomainPolicy.class)
                .withName(kind.getSimpleName())
                .withSecondaryToPrimaryMapper(toPolicies);
        if (CLUSTER_WIDE.contains(kind) || kind == Gateway.class) {
            configuration.withWatchAllNamespaces();
        } else {
            configuration.withNamespacesInheritedFromController();
        }
        selector.ifPresent(configuration::withLabelSelector);
        if (kind == PolicyServer.class) {
            // its status counts the domains: without this each new domain would call for all others
            configuration.withOnUpdateFilter(KnownCluster::specChanged);
        }
        if (kind == Namespace.class) {
            configuration.withOnUpdateFilter((now, before) -> !grants(now).equals(grants(before)));
        }
        if (kind == EndpointSlice.class) {
            configuration.withOnUpdateFilter(
                    (now, before) -> !ReadyPods.in((EndpointSlice) now).equals(ReadyPods.in((EndpointSlice) before)));
        }
        if (Referrers.KINDS.contains(kind)) {
            configuration.withOnUpdateFilter(Referrers::matters);
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    private static boolean specChanged(HasMetadata now, HasMetadata before) {
        return !Objects.equals(
                now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
    }

    private static DomainGrants grants(HasMetadata namespace) {
        return DomainGrants.of(Optional.of((Namespace) namespace));
    }

    private static Optional<String> children() {
        return Optional.of(Labels.CHILDREN);
    }

    /** What is held for a policy host, as the API server has it now. */
    public Optional<String> held(String namespace, String policyHost) {
        var shards = context.getClient().configMaps().inNamespace(namespace).withLabelSelector(Labels.CHILDREN);
        return shards.list().getItems().stream()
                .flatMap(shard -> Optional.ofNullable(shard.getData()).stream())
                .flatMap(bodies -> Optional.ofNullable(bodies.get(policyHost)).stream())
                .findFirst();
    }

    boolean has(Class<? extends HasMetadata> kind) {
        return installed.has(kind);
    }

    public Optional<? extends InformerEventSource<?, MailDomainPolicy>> informer(Class<? extends HasMetadata> kind) {
        return Optional.ofNullable(informers.get(kind));
    }

    public <R extends HasMetadata> Optional<R> get(Class<R> kind, String namespace, String name) {
        return informer(kind)
                .flatMap(informer -> informer.get(
                        CLUSTER_WIDE.contains(kind) ? new ResourceID(name) : new ResourceID(name, namespace)))
                .map(kind::cast);
    }

    /** The Ingress or HTTPRoute that is that policy's child. */
    public <R extends HasMetadata> Optional<R> childOf(Class<R> kind, MailDomainPolicy policy) {
        return get(kind, policy.getMetadata().getNamespace(), ChildName.of(policy))
                .filter(there -> Ownership.controls(policy, there));
    }

    /** The domains that a namespace may have; empty where any may have any. */
    Optional<DomainGrants> grants(String namespace) {
        return tenancy == Tenancy.OPEN
                ? Optional.empty()
                : Optional.of(DomainGrants.of(get(Namespace.class, "", namespace)));
    }

    /** The Certificates that carry our labels, whoever made them. */
    public synchronized Stream<Certificate> certificates() { // not while their informer is starting
        return informer(Certificate.class).stream()
                .flatMap(informer -> informer.list())
                .map(Certificate.class::cast);
    }

    /** The EndpointSlices of a Service. */
    Stream<EndpointSlice> endpointSlices(String namespace, String service) {
        return informer(EndpointSlice.class).stream()
                .flatMap(informer -> informer.list(namespace, slice -> true))
                .map(EndpointSlice.class::cast)
                .filter(slice -> service.equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name")));
    }
}
