package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.mtasts.lab.cluster.Crds;
import io.mtasts.lab.web.Answer;
import io.mtasts.lab.web.Request;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A domain goes over to another resource where one host may be in one Ingress only, and whoever asks is answered all the time. */
class HandOverTest {
    private static final Duration OFTEN = Duration.ofMillis(10);

    /** As ingress-nginx refuses it. */
    private static final String SAME_HOST_AND_PATH = """
        params.spec.rules.exists(there, object.spec.rules.exists(rule, rule.host == there.host &&
          there.http.paths.exists(one, rule.http.paths.exists(other, one.path == other.path))))\
        """;

    /** As policies of Kyverno and Gatekeeper refuse it. */
    private static final String SAME_HOST = """
        params.spec.rules.exists(there, object.spec.rules.exists(rule, rule.host == there.host))\
        """;

    private static OperatorLab lab;

    @BeforeAll
    static void start() {
        lab = OperatorLab.withCertManager();
        Crds.GATEWAY_API.install(lab.client());
        lab.startOperator();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @ParameterizedTest(name = "{0} to {1}, refused: {3}")
    @CsvSource({
        "old/policy,  new/policy,   away.test,    nothing",
        "here/policy, there/policy, moves.test,   same path",
        "from/policy, to/policy,    only.test,    same host",
        "one/policy,  one/renamed,  renamed.test, same path",
        "two/policy,  two/renamed,  again.test,   same host",
    })
    void nobodyGoesWithoutAnAnswer(String old, String next, String domain, String refused) {
        var from = Place.of(old);
        var to = Place.of(next);
        lab.readyDomain(from.namespace(), domain, OperatorLab.retiring(from.namespace(), from.name(), domain));
        var id = id(from);
        if (!to.namespace().equals(from.namespace())) {
            lab.namespace(to.namespace());
        }
        switch (refused) {
            case "same path" -> refuse(domain, from.namespace(), SAME_HOST_AND_PATH);
            case "same host" -> refuse(domain, from.namespace(), SAME_HOST);
            default -> assertThat(refused).isEqualTo("nothing");
        }
        lab.apply(OperatorLab.retiring(to.namespace(), to.name(), domain));
        lab.await(to.namespace(), to.name(), Accepted, FALSE, "DomainConflict");

        var unanswered = new ConcurrentLinkedQueue<String>();
        try (var asking = asking("mta-sts." + domain, unanswered)) {
            lab.kubectl("annotate", "mdp/" + from.name(), "-n", from.namespace(), "mtasts.io/hand-over-to=" + next);

            lab.await(from.namespace(), from.name(), Accepted, FALSE, "DomainConflict");
            soon("the new one's Ingress leads the host").until(() -> leads(to, "mta-sts." + domain));
            assertThat(ingress(from)).isNull();
            lab.await(to.namespace(), to.name(), Ready, TRUE, "AllGood");
            assertThat(id(to)).isEqualTo(id);

            lab.kubectl("delete", "mdp/" + from.name(), "-n", from.namespace(), "--wait=false");
            Awaitility.await("the old one goes")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> lab.policy(from.namespace(), from.name()) == null);
            lab.await(to.namespace(), to.name(), Ready, TRUE, "AllGood");
            asking.shutdown();
        }
        assertThat(unanswered).isEmpty();
        assertThat(lab.kubectl("get", "events", "-n", to.namespace())).doesNotContain("ChildRefused");
    }

    /** Of two HTTPRoutes for a host the older one counts: it goes, unless senders still come by its Gateway alone. */
    @Test
    void anHttpRouteGoesWhereTheNextOneHasItsGateway() {
        lab.namespace("edge");
        lab.apply("""
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata: {name: edge, namespace: edge}
            spec: {secretName: edge, dnsNames: [mta-sts.routed.test], issuerRef: {kind: ClusterIssuer, name: letsencrypt}}
            """);
        gateway("public");
        gateway("other");
        var domain = lab.domain("routed.test");
        var old = routed("route-1", "public");
        lab.publish("route-1", "policy", domain);
        lab.await("route-1", "policy", Ready, TRUE, "AllGood");
        var next = routed("route-2", "public");
        lab.await("route-2", "policy", Accepted, FALSE, "DomainConflict");

        var unanswered = new ConcurrentLinkedQueue<String>();
        try (var asking = asking("mta-sts.routed.test", unanswered)) {
            handOver(old, next);
            soon("the old one's route goes").until(() -> !routes("route-1").contains("mta-sts-policy"));
            assertThat(routes("route-2")).contains("mta-sts-policy");
            lab.await("route-2", "policy", Ready, TRUE, "AllGood");

            var elsewhere = routed("route-3", "other");
            lab.await("route-3", "policy", Accepted, FALSE, "DomainConflict");
            handOver(next, elsewhere);
            lab.await("route-3", "policy", Ready, TRUE, "AllGood");
            asking.shutdown();
        }
        assertThat(unanswered).isEmpty();
        assertThat(routes("route-2")).as("who comes by the old Gateway").contains("mta-sts-policy");
    }

    private static void gateway(String name) {
        lab.apply("""
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: %s, namespace: edge}
            spec:
              gatewayClassName: lab
              listeners:
                - {name: https, port: 443, protocol: HTTPS, hostname: mta-sts.routed.test, tls: {certificateRefs: [{name: edge}]}}
            """.formatted(name));
    }

    private static Place routed(String namespace, String gateway) {
        lab.namespace(namespace);
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: %s}
            spec: {exposure: {gateway: {parentRefs: [{name: %s, namespace: edge}]}}}
            """.formatted(namespace, gateway));
        lab.apply(OperatorLab.retiring(namespace, "policy", "routed.test"));
        return new Place(namespace, "policy");
    }

    private static void handOver(Place from, Place to) {
        lab.kubectl(
                "annotate",
                "mdp/" + from.name(),
                "-n",
                from.namespace(),
                "mtasts.io/hand-over-to=" + to.namespace() + "/" + to.name());
        soon("it is handed over")
                .until(() -> lab.condition(from.namespace(), from.name(), Accepted)
                        .filter(accepted -> accepted.message().contains("has been handed over to"))
                        .isPresent());
    }

    private static String routes(String namespace) {
        return lab.kubectl("get", "httproutes.gateway.networking.k8s.io", "-n", namespace, "-o", "name");
    }

    private record Place(String namespace, String name) {
        static Place of(String text) {
            var parts = text.split("/", 2);
            return new Place(parts[0], parts[1]);
        }
    }

    /** Refuses a second Ingress by that rule. The API server learns of its policies a moment later. */
    private static void refuse(String domain, String namespace, String rule) {
        lab.apply("""
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: %1$s}
            spec:
              failurePolicy: Fail
              paramKind: {apiVersion: networking.k8s.io/v1, kind: Ingress}
              matchConstraints:
                resourceRules:
                  - {apiGroups: [networking.k8s.io], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [ingresses]}
              matchConditions:
                - {name: of-the-domain, expression: 'object.spec.rules.exists(rule, rule.host.endsWith("%1$s"))'}
              validations:
                - message: the host is in another Ingress already
                  expression: >-
                    (params.metadata.name == object.metadata.name && params.metadata.namespace == object.metadata.namespace)
                    || !%3$s
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: %1$s}
            spec:
              policyName: %1$s
              validationActions: [Deny]
              paramRef: {namespace: %2$s, selector: {}, parameterNotFoundAction: Allow}
            """.formatted(domain, namespace, rule.replace("\n", " ")));
        soon("it is enforced")
                .until(() -> lab.cluster()
                                .apiServer()
                                .kubectl()
                                .run(
                                        "create",
                                        "ingress",
                                        "probe",
                                        "-n",
                                        namespace,
                                        "--rule=mta-sts." + domain + "/.well-known/mta-sts.txt=mine:80",
                                        "--dry-run=server")
                                .exitCode()
                        != 0);
    }

    private static ScheduledExecutorService asking(String host, Queue<String> unanswered) {
        var asking = Executors.newSingleThreadScheduledExecutor();
        var _ = asking.scheduleWithFixedDelay(() -> ask(host, unanswered), 0, OFTEN.toMillis(), TimeUnit.MILLISECONDS);
        return asking;
    }

    private static void ask(String host, Queue<String> unanswered) {
        var front = InetAddress.ofLiteral(lab.cluster().frontAddress());
        var answer = lab.cluster()
                .front()
                .at(host, front)
                .answers()
                .apply(new Request(host, "GET", "/.well-known/mta-sts.txt", Map.of("host", host), front));
        if (!(answer instanceof Answer.Response response) || response.status() != 200) {
            unanswered.add(answer.toString());
        }
    }

    private static Ingress ingress(Place place) {
        return lab.client()
                .resources(Ingress.class)
                .inNamespace(place.namespace())
                .withName("mta-sts-" + place.name())
                .get();
    }

    private static boolean leads(Place place, String host) {
        var there = ingress(place);
        return there != null
                && there.getSpec().getRules().stream()
                        .anyMatch(rule -> host.equals(rule.getHost())
                                && rule.getHttp()
                                        .getPaths()
                                        .getFirst()
                                        .getPathType()
                                        .equals("Exact"));
    }

    private static String id(Place place) {
        return Objects.requireNonNull(Objects.requireNonNull(
                        lab.policy(place.namespace(), place.name()).getStatus().policy())
                .id());
    }

    private static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
