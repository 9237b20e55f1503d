package io.mtasts.operator.gather;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.Management;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.operator.resources.Labels;
import io.mtasts.operator.rollout.Overrides;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds MailDomainPolicies by domain and by server. */
public final class PolicyIndex {
    /** Held by every resource until what it serves has been taken back. */
    public static final String FINALIZER = "mtasts.io/retire";

    private static final String DOMAIN = "domain";
    private static final String SERVER = "server";

    /** Who has the domain: the one that serves it; of those that do not, the oldest. */
    private static final Comparator<MailDomainPolicy> BY_RIGHT = Comparator.<MailDomainPolicy, Boolean>comparing(
                    policy -> !serves(policy))
            .thenComparing(policy -> policy.getMetadata().getCreationTimestamp())
            .thenComparing(policy -> policy.getMetadata().getNamespace())
            .thenComparing(policy -> policy.getMetadata().getName());

    private final IndexerResourceCache<MailDomainPolicy> cache;

    public PolicyIndex(IndexerResourceCache<MailDomainPolicy> cache) {
        this.cache = cache;
        cache.addIndexer(DOMAIN, policy -> List.of(policy.getSpec().domain()));
        cache.addIndexer(SERVER, policy -> List.of(server(policy)));
    }

    /**
     * The resource that has the domain of this one. Resources that only look need no right to it.
     *
     * @param granted whether a resource may have its domain; one that serves it has it all the same
     */
    MailDomainPolicy owner(MailDomainPolicy policy, Predicate<MailDomainPolicy> granted) {
        if (policy.getSpec().management() == Management.OBSERVE) {
            return policy;
        }
        return predecessor(policy).isPresent() ? policy : byRight(policy, granted);
    }

    private MailDomainPolicy byRight(MailDomainPolicy policy, Predicate<MailDomainPolicy> granted) {
        return cache.byIndex(DOMAIN, policy.getSpec().domain()).stream()
                .filter(rival -> rival.getSpec().management() == Management.MANAGED)
                .filter(rival -> !ended(rival))
                .filter(rival -> serves(rival) || granted.test(rival))
                .min(BY_RIGHT)
                .orElse(policy);
    }

    /** The one that serves the domain and hands it over to this one. */
    Optional<MailDomainPolicy> predecessor(MailDomainPolicy policy) {
        return cache.byIndex(DOMAIN, policy.getSpec().domain()).stream()
                .filter(PolicyIndex::serves)
                .filter(other -> successor(other)
                        .filter(next -> uid(next).equals(uid(policy)))
                        .isPresent())
                .findFirst();
    }

    /** The one that this one hands its domain over to, if it is there. In a ring nobody hands anything over. */
    Optional<MailDomainPolicy> successor(MailDomainPolicy policy) {
        return target(policy).filter(_ -> !handOverLeadsBack(policy));
    }

    /** Would the domain come back to it, from the one that it names or from one further on? */
    boolean handOverLeadsBack(MailDomainPolicy policy) {
        var met = new HashSet<String>();
        var at = target(policy);
        while (at.isPresent() && met.add(uid(at.get()))) {
            at = target(at.get());
        }
        return met.contains(uid(policy));
    }

    /** The one that it names, if that is another of its domain. */
    private Optional<MailDomainPolicy> target(MailDomainPolicy policy) {
        return Optional.ofNullable(policy.getMetadata().getAnnotations())
                .flatMap(annotations -> Optional.ofNullable(annotations.get(Overrides.HAND_OVER_TO)))
                .map(target -> target.split("/", -1))
                .filter(target -> target.length == 2)
                .flatMap(target -> cache.get(new ResourceID(target[1], target[0])))
                .filter(next -> !uid(next).equals(uid(policy)))
                .filter(next -> next.getSpec().domain().equals(policy.getSpec().domain()))
                .filter(next -> next.getSpec().management() == Management.MANAGED && !next.isMarkedForDeletion());
    }

    private static String uid(MailDomainPolicy policy) {
        return policy.getMetadata().getUid();
    }

    /** Does another one of its namespace serve the same domain, so that what is held for it there is not this one's? */
    public boolean servedBesides(MailDomainPolicy policy) {
        return cache.byIndex(DOMAIN, policy.getSpec().domain()).stream()
                .filter(other -> !uid(other).equals(uid(policy)))
                .filter(other -> other.getMetadata()
                        .getNamespace()
                        .equals(policy.getMetadata().getNamespace()))
                .anyMatch(PolicyIndex::serves);
    }

    /** Others with the same domain. */
    public Set<ResourceID> rivals(MailDomainPolicy policy) {
        return ids(cache.byIndex(DOMAIN, policy.getSpec().domain()).stream()
                .filter(other -> !uid(other).equals(uid(policy))));
    }

    Set<ResourceID> ofServer(PolicyServer server) {
        return ofServer(
                server.getMetadata().getNamespace(), server.getMetadata().getName());
    }

    /** Those whose server's pods these are: EndpointSlices carry the labels of their Service. */
    Set<ResourceID> ofPods(EndpointSlice slice) {
        var instance = slice.getMetadata().getLabels().get(Labels.INSTANCE);
        return instance == null ? Set.of() : ofServer(slice.getMetadata().getNamespace(), instance);
    }

    /** Its owner, and all whose policy host it leads: one may wait until another lets go of it. */
    Set<ResourceID> ofIngress(Ingress ingress) {
        return concernedBy(
                ingress, ingress.getSpec().getRules().stream().flatMap(rule -> Stream.ofNullable(rule.getHost())));
    }

    /** The same of an HTTPRoute. */
    Set<ResourceID> ofRoute(HTTPRoute route) {
        return concernedBy(route, route.getSpec().getHostnames().stream());
    }

    private <R extends HasMetadata> Set<ResourceID> concernedBy(R child, Stream<String> hosts) {
        var concerned = new HashSet<>(
                Mappers.<R>fromOwnerReferences(MailDomainPolicy.class).toPrimaryResourceIDs(child));
        hosts.map(host -> host.replaceFirst("^(mta-sts|\\*)\\.", ""))
                .forEach(domain -> concerned.addAll(ids(cache.byIndex(DOMAIN, domain).stream())));
        return concerned;
    }

    /** Those of that namespace, and others with the same domains. */
    Set<ResourceID> concernedBy(Namespace namespace) {
        var there =
                cache.list(namespace.getMetadata().getName(), policy -> true).toList();
        var concerned = new HashSet<>(ids(there.stream()));
        there.forEach(policy -> concerned.addAll(rivals(policy)));
        return concerned;
    }

    /** Is it as the cache has it? */
    boolean isLatest(MailDomainPolicy policy) {
        return get(ResourceID.fromResource(policy))
                .map(latest -> latest.getMetadata().getResourceVersion())
                .filter(version -> version.equals(policy.getMetadata().getResourceVersion()))
                .isPresent();
    }

    public Optional<MailDomainPolicy> get(ResourceID id) {
        return cache.get(id);
    }

    public Stream<MailDomainPolicy> policies() {
        return cache.list();
    }

    public Stream<ResourceID> keys() {
        return cache.keys();
    }

    private Set<ResourceID> ofServer(String namespace, String name) {
        return ids(cache.byIndex(SERVER, namespace + "/" + name).stream());
    }

    private static Set<ResourceID> ids(Stream<MailDomainPolicy> policies) {
        return policies.map(ResourceID::fromResource).collect(Collectors.toSet());
    }

    public static String server(MailDomainPolicy policy) {
        return policy.getMetadata().getNamespace() + "/" + policy.getSpec().serverName();
    }

    static boolean serves(MailDomainPolicy policy) {
        return policy.getStatus() != null && policy.getStatus().served().isPresent();
    }

    /** Being deleted, and its status says that nothing is served any more, or nothing holds it up. */
    public static boolean ended(MailDomainPolicy policy) {
        return policy.isMarkedForDeletion()
                && !serves(policy)
                && (Ended.isSaidOf(policy) || !policy.hasFinalizer(FINALIZER));
    }
}
