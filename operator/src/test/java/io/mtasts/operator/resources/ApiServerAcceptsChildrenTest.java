package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.mtasts.api.v1alpha1.GatewayExposure;
import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.api.v1alpha1.ParentRef;
import io.mtasts.lab.cluster.ApiServer;
import io.mtasts.lab.cluster.Crds;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every child on a real API server, in a namespace that enforces the pod security standard {@code restricted}. */
class ApiServerAcceptsChildrenTest {
    private static final String IMAGE = "nginxinc/nginx-unprivileged:1.28";

    private static ApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
        client = server.client();
        Crds.CERT_MANAGER.install(client);
        Crds.GATEWAY_API.install(client);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("mail")
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<HasMetadata> children() {
        var server = Examples.server();
        var policy = Examples.policy();
        return Stream.of(
                ServiceAccountOf.serviceAccount(server),
                NginxConfigMapOf.configMap(server),
                DeploymentOf.deployment(server, IMAGE),
                ServiceOf.service(server),
                NetworkPolicyOf.networkPolicy(server),
                PodDisruptionBudgetOf.podDisruptionBudget(server).orElseThrow(),
                shard(Map.of("mta-sts.example.com", Examples.BODY)),
                CertificateOf.certificate(policy, new IssuerRef("letsencrypt", "ClusterIssuer", null)),
                IngressOf.ingress(policy, server),
                HttpRouteOf.httpRoute(
                        policy, server, new GatewayExposure(List.of(new ParentRef("public", "gateways")))));
    }

    @ParameterizedTest
    @MethodSource("children")
    void everyFieldIsKnownAndASecondApplyWritesNothing(HasMetadata child) {
        var first = apply(child);
        assertThat(apply(child).getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
        assertThat(first.getMetadata().getManagedFields())
                .extracting(fields -> fields.getManager())
                .containsExactly(Labels.FIELD_MANAGER);
    }

    @Test
    void thePodsAreWhatTheStandardRestrictedAllows() {
        apply(ServiceAccountOf.serviceAccount(Examples.server()));
        var pod = pod();
        assertThat(client.resource(pod).dryRun().create()).isNotNull();

        pod.getSpec().getContainers().getFirst().getSecurityContext().setAllowPrivilegeEscalation(true);
        assertThatThrownBy(() -> client.resource(pod).dryRun().create())
                .as("the namespace does enforce it")
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("violates PodSecurity \"restricted");
    }

    @Test
    void aBodyComesBackByteForByte() {
        var shard = shard(Map.of("mta-sts.example.com", Examples.BODY));
        apply(shard);
        assertThat(client.resource(shard).get().getData()).isEqualTo(Map.of("mta-sts.example.com", Examples.BODY));
    }

    @Test
    void aDomainThatGoesTakesItsKeyAlong() {
        apply(shard(Map.of("mta-sts.example.com", Examples.BODY)));
        var emptied = shard(Map.of());
        apply(emptied);
        assertThat(client.resource(emptied).get().getData()).isNullOrEmpty();
    }

    @Test
    void aShardAtItsLimitFits() {
        int policyBytes = 2 * "mta-sts.customer-100000.example".length() + Examples.BODY.length();
        var bodies = IntStream.range(100_000, 1_000_000)
                .mapToObj(n -> "mta-sts.customer-" + n + ".example")
                .filter(host -> PolicyShards.numberOf(host) == 7)
                .limit(PolicyShards.LIMIT_BYTES / policyBytes)
                .collect(Collectors.toMap(host -> host, host -> Examples.BODY));
        var shard = PolicyShards.of(Examples.server(), bodies).get(7).configMap();
        apply(shard);
        assertThat(client.resource(shard).get().getData())
                .hasSize(bodies.size())
                .hasSizeGreaterThan(5_000);
    }

    private static HasMetadata apply(HasMetadata child) {
        return client.resource(child)
                .fieldValidation(Validation.STRICT)
                .fieldManager(Labels.FIELD_MANAGER)
                .serverSideApply();
    }

    private static ConfigMap shard(Map<String, String> bodies) {
        var number = PolicyShards.numberOf("mta-sts.example.com");
        return PolicyShards.of(Examples.server(), bodies).get(number).configMap();
    }

    private static Pod pod() {
        var template =
                DeploymentOf.deployment(Examples.server(), IMAGE).getSpec().getTemplate();
        return new PodBuilder()
                .withNewMetadata()
                .withName("try")
                .withNamespace("mail")
                .withLabels(template.getMetadata().getLabels())
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }
}
