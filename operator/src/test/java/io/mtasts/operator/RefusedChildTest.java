package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.CertificateReady;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder;
import io.mtasts.api.v1alpha1.Condition;
import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.lab.cluster.Crds;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A child that the API server refuses is said in its own words, stops nothing else, and is there once it may be. */
class RefusedChildTest {
    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        Crds.EXTERNAL_DNS.install(lab.client());
        Crds.GATEWAY_API.install(lab.client());
        lab.world()
                .dns()
                .zone("provider.example")
                .set("policy.provider.example", "A", lab.cluster().frontAddress());
        lab.startOperator();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Certificate, cert-manager.io,    certificates, certificate, CertificateReady",
        "Ingress,     networking.k8s.io,  ingresses,    ingress,     Accepted",
        "DNSEndpoint, externaldns.k8s.io, dnsendpoints, dnsendpoint, RecordPublished",
    })
    void oneOfAPolicy(String kind, String group, String resources, String namespace, ConditionType suffers) {
        deny(namespace, group, resources);
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: %s}
            spec: {publicName: policy.provider.example}
            """.formatted(namespace));
        lab.domain(namespace + ".example");
        lab.apply(
                OperatorLab.manifest(namespace, "policy", namespace + ".example") + "  dns: {publish: ExternalDNS}\n");

        var refused = lab.await(namespace, "policy", Accepted, FALSE, "ChildRefused");
        assertThat(refused.message())
                .startsWith("The API server rejects %s mta-sts-policy: ".formatted(kind))
                .contains(
                        "ValidatingAdmissionPolicy 'deny-%s'".formatted(namespace), "no %s here".formatted(resources));
        assertThat(lab.await(namespace, "policy", suffers, FALSE, "ChildRefused")
                        .message())
                .contains("The API server rejects %s mta-sts-policy: ".formatted(kind));
        soon("all others are there").until(() -> children(namespace, kind) == 2);
        staysQuiet(namespace);
        soon("it is said once").until(() -> events(namespace, "ChildRefused") == 1);

        allow(namespace);
        lab.await(namespace, "policy", Accepted, TRUE, "AllGood");
        soon("it is there").until(() -> children(namespace, "") == 3);
        assertThat(events(namespace, "ChildRefused")).isEqualTo(1);
    }

    /** What is served goes on, and so does what is new: here an Ingress that may not be changed. */
    @Test
    void whatIsServedGoesOn() {
        var domain = lab.readyDomain("served", "served.example");
        var before = id("served");
        deny("served", "networking.k8s.io", "ingresses");
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: served}
            spec: {exposure: {ingress: {annotations: {traefik.ingress.kubernetes.io/router.tls: "true"}}}}
            """);

        var refused = lab.await("served", "policy", Accepted, FALSE, "ChildRefused");

        lab.patch("served", "policy", "{\"spec\":{\"mx\":[\"mx1.served.example\",\"mx2.served.example\"]}}");

        soon("the next policy is served").until(() -> !id("served").equals(before));
        lab.publish("served", "policy", domain);
        lab.await("served", "policy", RecordPublished, TRUE, "AllGood");
        lab.await("served", "policy", Ready, FALSE, "ChildRefused");
        assertThat(lab.await("served", "policy", Accepted, FALSE, "ChildRefused")
                        .lastTransitionTime())
                .isEqualTo(refused.lastTransitionTime());
        assertThat(events("served", "ChildRefused")).isEqualTo(1);
        assertThat(lab.kubectl("get", "ingress", "-n", "served", "-o", "name")).contains("mta-sts-policy");

        allow("served");
        lab.await("served", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void aRoute() {
        lab.namespace("route");
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: route}
            spec: {exposure: {gateway: {parentRefs: [{name: public}]}}}
            """);
        denyIn("route", "gateway.networking.k8s.io", "httproutes");
        lab.domain("route.example");
        lab.apply(OperatorLab.manifest("route", "policy", "route.example"));

        assertThat(lab.await("route", "policy", Accepted, FALSE, "ChildRefused").message())
                .startsWith("The API server rejects HTTPRoute mta-sts-policy: ");
        staysQuiet("route");

        allow("route");
        lab.await("route", "policy", Accepted, TRUE, "AllGood");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ConfigMap,           '',                configmaps,           FALSE",
        "ServiceAccount,      '',                serviceaccounts,      FALSE",
        "Deployment,          apps,              deployments,          FALSE",
        "Service,             '',                services,             FALSE",
        "PodDisruptionBudget, policy,            poddisruptionbudgets, TRUE",
        "NetworkPolicy,       networking.k8s.io, networkpolicies,      TRUE",
    })
    void oneOfAServer(String kind, String group, String resources, ConditionStatus ready) {
        deny(resources, group, resources);
        apply(resources);

        var refused = soonOfServer(resources, Accepted, "ChildRefused");
        assertThat(refused.message())
                .startsWith("The API server rejects %s mta-sts-default".formatted(kind))
                .contains("no %s here".formatted(resources));
        soon("Ready says so where it serves no more")
                .until(() -> server(resources, Ready)
                        .filter(condition -> condition.status() == ready)
                        .isPresent());
        soon("all others are there").until(() -> serverKinds(resources) == 5);
        soon("it is said once").until(() -> events(resources, "ChildRefused") == 1);

        allow(resources);
        soonOfServer(resources, Accepted, "AllGood");
        soon("it is there").until(() -> serverKinds(resources) == 6);
        lab.await(resources, "policy", Accepted, TRUE, "AllGood");
    }

    /** A PolicyServer made on demand may be refused as well. */
    @Test
    void aServerOnDemand() {
        deny("demand", "mtasts.io", "policyservers");
        apply("demand");

        assertThat(lab.await("demand", "policy", Accepted, FALSE, "ChildRefused")
                        .message())
                .startsWith("The API server rejects PolicyServer default: ");
        staysQuiet("demand");

        allow("demand");
        lab.await("demand", "policy", Accepted, TRUE, "AllGood");
    }

    @Test
    void aFullQuota() {
        lab.namespace("quota");
        lab.client().resource(noIngresses()).create();
        lab.client().resource(noIngresses()).updateStatus(); // as the quota controller says it
        lab.domain("quota.example");
        lab.apply(OperatorLab.manifest("quota", "policy", "quota.example"));

        assertThat(lab.await("quota", "policy", Accepted, FALSE, "ChildRefused").message())
                .startsWith("The API server rejects Ingress mta-sts-policy: ")
                .contains("exceeded quota: none, requested: count/ingresses.networking.k8s.io=1");
        assertThat(lab.await("quota", "policy", CertificateReady, FALSE, "ChildRefused")
                        .message())
                .startsWith("Nothing can point to mta-sts.quota.example yet. The API server rejects Ingress");

        lab.client().resource(noIngresses()).delete();
        lab.await("quota", "policy", Accepted, TRUE, "AllGood");
    }

    /** A restart is no news: what was said stands until it has been tried again. */
    @Test
    void aRestartSaysNothingNew() {
        deny("restart", "networking.k8s.io", "ingresses");
        apply("restart");
        var refused = lab.await("restart", "policy", Accepted, FALSE, "ChildRefused");
        soon("it is said").until(() -> events("restart", "ChildRefused") == 1);

        lab.stopOperator();
        lab.startOperator();

        lab.patch("restart", "policy", "{\"spec\":{\"maxAgeSeconds\":86400}}");
        var after = lab.await("restart", "policy", Accepted, FALSE, "ChildRefused");
        assertThat(after.lastTransitionTime()).isEqualTo(refused.lastTransitionTime());
        staysQuiet("restart");
        assertThat(events("restart", "ChildRefused")).isEqualTo(1);
    }

    private static ResourceQuota noIngresses() {
        var none = Map.of("count/ingresses.networking.k8s.io", new Quantity("0"));
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("none")
                .withNamespace("quota")
                .endMetadata()
                .withNewSpec()
                .withHard(none)
                .endSpec()
                .withStatus(new ResourceQuotaStatusBuilder()
                        .withHard(none)
                        .withUsed(none)
                        .build())
                .build();
    }

    private static void apply(String namespace) {
        lab.domain(namespace + ".example");
        lab.apply(OperatorLab.manifest(namespace, "policy", namespace + ".example"));
    }

    private static void deny(String namespace, String group, String resources) {
        if (lab.client().namespaces().withName(namespace).get() == null) {
            lab.namespace(namespace);
        }
        denyIn(namespace, group, resources);
    }

    /** Waits until it is enforced: the API server reads its policies a moment later. */
    private static void denyIn(String namespace, String group, String resources) {
        lab.apply("""
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: deny-%1$s}
            spec:
              failurePolicy: Fail
              matchConstraints:
                resourceRules:
                  - {apiGroups: ["%2$s", ""], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [%3$s, resourcequotas]}
              validations:
                - {expression: "false", message: "no %3$s here"}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: deny-%1$s}
            spec:
              policyName: deny-%1$s
              validationActions: [Deny]
              matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}}
            """.formatted(namespace, group, resources));
        soon("it is enforced")
                .until(() -> lab.cluster()
                                .apiServer()
                                .kubectl()
                                .run("create", "quota", "probe", "-n", namespace, "--dry-run=server")
                                .exitCode()
                        != 0);
    }

    private static void allow(String namespace) {
        lab.kubectl("delete", "validatingadmissionpolicybinding", "deny-" + namespace);
    }

    /** Whatever is refused is tried again, and nothing is written to the status for it. */
    private static void staysQuiet(String namespace) {
        var last = new AtomicReference<>("");
        Awaitility.await("nothing is written")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    var now = version(namespace);
                    return now.equals(last.getAndSet(now));
                });
    }

    private static String version(String namespace) {
        return lab.policy(namespace, "policy").getMetadata().getResourceVersion();
    }

    private static long events(String namespace, String reason) {
        return lab.kubectl("get", "events", "-n", namespace, "-o", "jsonpath={range .items[*]}{.reason}{'\\n'}{end}")
                .lines()
                .filter(reason::equals)
                .count();
    }

    private static String id(String namespace) {
        return Objects.requireNonNull(Objects.requireNonNull(
                        lab.policy(namespace, "policy").getStatus().policy())
                .id());
    }

    /** How many kinds of children of the policy there are, that one aside. */
    private static long children(String namespace, String aside) {
        return lab.kubectl("get", "certificates,ingresses,dnsendpoints", "-n", namespace, "-o", "name")
                .lines()
                .filter(name -> aside.isEmpty() || !name.startsWith(aside.toLowerCase(Locale.ROOT)))
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .count();
    }

    private static long serverKinds(String namespace) {
        return lab.kubectl(
                        "get",
                        "configmaps,serviceaccounts,deployments,services,poddisruptionbudgets,networkpolicies",
                        "-n",
                        namespace,
                        "-o",
                        "name")
                .lines()
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .count();
    }

    private static Condition soonOfServer(String namespace, ConditionType type, String reason) {
        return soon("%s is %s".formatted(type, reason))
                .until(
                        () -> server(namespace, type),
                        condition -> condition
                                .filter(is -> is.reason().equals(reason))
                                .isPresent())
                .orElseThrow();
    }

    private static Optional<Condition> server(String namespace, ConditionType type) {
        return Optional.ofNullable(lab.client()
                        .resources(PolicyServer.class)
                        .inNamespace(namespace)
                        .withName("default")
                        .get())
                .flatMap(server -> Optional.ofNullable(server.getStatus()))
                .flatMap(status -> status.conditions().stream()
                        .filter(condition -> condition.is(type))
                        .findFirst());
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
