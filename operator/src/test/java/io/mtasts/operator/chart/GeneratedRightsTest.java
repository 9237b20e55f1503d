package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.mtasts.operator.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every right that the chart gives the operator is needed by a line of code, and docs/rbac.md says by which. */
class GeneratedRightsTest {
    private static final String MAIN = "operator/src/main/java/io/mtasts/operator/";

    /** Resource, verbs, file below {@link #MAIN}, a piece of the line that asks for it, why. */
    private static final String NEEDS = """
        maildomainpolicies.mtasts.io              | list watch   | controller/Controllers.java | operator.register( | what people write
        maildomainpolicies.mtasts.io              | get patch    | controller/Controllers.java | .withFinalizer(PolicyIndex.FINALIZER) | the finalizer is added and removed
        maildomainpolicies.mtasts.io/status       | update       | controller/StatusWriting.java | updatePrimaryStatus(fresh) | conditions, and the records to publish
        policyservers.mtasts.io                   | list watch   | controller/Controllers.java | configuration -> configure(configuration, settings) | what administrators write
        policyservers.mtasts.io                   | get create   | controller/Children.java | client.resource(needed).create() | the server called default is made when the first policy needs it
        policyservers.mtasts.io                   | patch        | controller/PolicyServerReconciler.java | context.resourceOperations().addFinalizer(FINALIZER) | one from which policies are served is held by a finalizer
        policyservers.mtasts.io                   | delete       | controller/PolicyServerReconciler.java | context.getClient().resource(server).delete() | and removed when unused, if its label says that the operator made it
        policyservers.mtasts.io/status            | update       | controller/StatusWriting.java | updatePrimaryStatus(fresh) | domains, ready pods, conditions
        configmaps                                | list watch   | gather/ServerInformers.java | ConfigMap.class, | those with the operator's label: the policies, and nginx' configuration
        serviceaccounts                           | list watch   | gather/ServerInformers.java | ServiceAccount.class, | those with the operator's label: of the policy servers' pods, with no right and no token
        services                                  | list watch   | gather/ServerInformers.java | Service.class, | those with the operator's label: where Ingresses lead
        deployments.apps                          | list watch   | gather/ServerInformers.java | Deployment.class, | those with the operator's label: the policy servers
        networkpolicies.networking.k8s.io         | list watch   | gather/ServerInformers.java | NetworkPolicy.class) | those with the operator's label: of the policy servers' pods
        poddisruptionbudgets.policy               | list watch   | gather/ServerInformers.java | PodDisruptionBudget.class, | those with the operator's label: a drained node leaves a pod of each server
        poddisruptionbudgets.policy               | delete       | controller/PolicyServerReconciler.java | List.of(PodDisruptionBudgetOf.oneAtATime(server)) | a server with one replica has none
        ingresses.networking.k8s.io               | list watch   | gather/KnownCluster.java | informer(Ingress.class | those with the operator's label: lead mta-sts.<domain> to the server
        ingresses.networking.k8s.io               | delete       | controller/DueChildren.java | WantedChildren.gone(trafficSwitch.toBeLeft( | that of a domain that has been handed over goes: a host may be in one Ingress only
        httproutes.gateway.networking.k8s.io      | list watch   | gather/KnownCluster.java | HTTPRoute.class, Gateway.class | those with the operator's label: the same behind a Gateway
        httproutes.gateway.networking.k8s.io      | delete       | controller/TrafficSwitch.java | toBeLeft(HTTPRoute.class | the same: of two routes for a host the older one counts
        certificates.cert-manager.io              | list watch   | gather/KnownCluster.java | Certificate.class, Issuer.class | those with the operator's label: of mta-sts.<domain>; their Secrets are cert-manager's and never read
        dnsendpoints.externaldns.k8s.io           | list watch   | gather/KnownCluster.java | Gateway.class, DNSEndpoint.class | those with the operator's label: what external-dns is to publish
        CHILDREN                                  | get          | controller/Children.java | .resources(child.type()) | is the name taken by somebody else's object?
        CHILDREN                                  | create patch | controller/Children.java | context.resourceOperations().serverSideApply(wanted | server-side apply makes what is missing and mends what was changed
        issuers.cert-manager.io                   | list watch   | gather/KnownCluster.java | Issuer.class, ClusterIssuer.class | is the issuer there?
        clusterissuers.cert-manager.io            | list watch   | gather/KnownCluster.java | Set.of(ClusterIssuer.class, Namespace.class) | is the issuer there? It belongs to no namespace
        gateways.gateway.networking.k8s.io        | list watch   | gather/KnownCluster.java | kind == Gateway.class | its addresses; a PolicyServer may name one of any namespace
        namespaces                                | get          | controller/TerminatingNamespace.java | .namespaces().withName(namespace).get() | is it being deleted? Then no policy in it is held back
        namespaces                                | list watch   | gather/KnownCluster.java | informer(Namespace.class | only with `settings.tenancyDomains: Granted`: their annotation grants domains
        endpointslices.discovery.k8s.io           | list watch   | gather/KnownCluster.java | informer(EndpointSlice.class | the pods, each of which is asked for its policies
        leases.coordination.k8s.io                | create get update patch | leader/Leadership.java | LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE) | which of the operators acts; in the release's namespace, and but for create that one Lease by its name. It is written by patch; the SDK insists on update
        events                                    | create       | controller/Events.java | client.v1().events().resource(event).create() | what changed, for whoever runs kubectl describe
        """;

    private static final List<String> CHILDREN = List.of(
            "configmaps",
            "serviceaccounts",
            "services",
            "deployments.apps",
            "networkpolicies.networking.k8s.io",
            "poddisruptionbudgets.policy",
            "ingresses.networking.k8s.io",
            "httproutes.gateway.networking.k8s.io",
            "certificates.cert-manager.io",
            "dnsendpoints.externaldns.k8s.io");

    private record Need(String resource, List<String> verbs, String file, String line, String why) {
        static Need of(String row) {
            var cells = row.split(" +\\| +");
            return new Need(cells[0], List.of(cells[1].split(" ")), cells[2], cells[3], cells[4]);
        }

        List<String> resources() {
            return resource.equals("CHILDREN") ? CHILDREN : List.of(resource);
        }

        String row() {
            var link = "[%s](../%s)".formatted(file.substring(file.indexOf('/') + 1), MAIN + file);
            return "| %s | %s | `%s` in %s | %s |%n"
                    .formatted(
                            resource.equals("CHILDREN") ? "all of these, from `configmaps` on" : "`" + resource + "`",
                            String.join(", ", verbs),
                            line,
                            link,
                            why.replace("<", "\\<"));
        }
    }

    static Stream<Need> needs() {
        return NEEDS.lines().map(Need::of);
    }

    @ParameterizedTest
    @MethodSource("needs")
    void aLineOfCodeNeedsIt(Need need) throws IOException {
        assertThat(Files.readString(Path.of("..").resolve(MAIN + need.file()))).contains(need.line());
    }

    @Test
    void andNothingElseIsGiven() {
        var needed = new TreeMap<String, Set<String>>();
        needs().forEach(need -> need.resources()
                .forEach(resource ->
                        needed.computeIfAbsent(resource, _ -> new TreeSet<>()).addAll(need.verbs())));

        assertThat(given("settings: {tenancyDomains: Granted}")).isEqualTo(needed);
        needed.put("namespaces", Set.of("get"));
        assertThat(given("{}")).isEqualTo(needed);
    }

    @Test
    void inNamedNamespacesTheRightsAreTheSame() {
        assertThat(given("settings: {watchNamespaces: [mail]}")).isEqualTo(given("{}"));
    }

    /** What the operator's own account is given, by resource. */
    private static Map<String, Set<String>> given(String values) {
        var given = new TreeMap<String, Set<String>>();
        rules(values)
                .forEach(rule -> rule.getApiGroups()
                        .forEach(group -> rule.getResources()
                                .forEach(resource -> given.computeIfAbsent(named(resource, group), _ -> new TreeSet<>())
                                        .addAll(rule.getVerbs()))));
        return given;
    }

    private static String named(String resource, String group) {
        return group.isEmpty() ? resource : resource.replaceFirst("(?=/|$)", "." + group);
    }

    private static Stream<PolicyRule> rules(String values) {
        return Chart.all(values).stream()
                .filter(object -> object.getMetadata().getName().matches(Chart.NAME + "(-cluster|-leader-election)?"))
                .flatMap(GeneratedRightsTest::rules);
    }

    private static Stream<PolicyRule> rules(HasMetadata object) {
        return switch (object) {
            case ClusterRole role -> role.getRules().stream();
            case Role role -> role.getRules().stream();
            default -> Stream.empty();
        };
    }

    @Test
    void documentation() {
        new GeneratedFile("docs/rbac.md")
                .holds("""
                    # Rights

                    What the chart lets whom do. There is no rule on Secrets, on pods or with `*`: the operator reads no key and runs no pod but
                    by a Deployment of its own. It deletes nothing that it did not make. RBAC cannot limit a right to a label: where the table says "with
                    the operator's label", that is what the operator asks for.

                    ## Of the operator

                    In every namespace by a ClusterRole, or with `settings.watchNamespaces` in the namespaces named there by a Role in each. Two
                    kinds are read in the whole cluster in any case: `clusterissuers`, and `gateways`, which may be in any namespace;
                    a `namespace` is asked for when a policy in it is deleted, and all are where they grant domains.

                    | right on | verbs | line that needs it | for |
                    |---|---|---|---|
                    %s
                    A right that is taken away while the operator runs is missed by it at the next attempt, said in its log, and used again when it
                    is given back. `kubectl auth can-i --list --as system:serviceaccount:mta-sts-system:mta-sts-operator -n NAMESPACE` shows what
                    an installation has.

                    ## Of the hook before `helm uninstall`

                    A ServiceAccount that exists only while the hook runs may `list` MailDomainPolicies, in the watched namespaces or in all
                    ([may-uninstall](command-line.md#mta-sts-operator-may-uninstall)). The pod of `helm test` has no account's token.

                    ## Of your users

                    With `rbac.aggregate` the usual roles know the kinds: `view` reads MailDomainPolicies and PolicyServers, `edit` and `admin`
                    write MailDomainPolicies too. PolicyServers are written by administrators of the cluster, or by whom you give that right.
                    """.formatted(needs().map(Need::row).collect(Collectors.joining())));
    }
}
