package io.mtasts.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.mtasts.api.v1alpha1.PolicyServer;
import io.mtasts.api.v1alpha1.PolicyServerSpec;
import io.mtasts.operator.resources.PolicyShards;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServerChildrenTest {
    private static final String HOST = "mta-sts.example.com";

    /** Of the fifteen other shards one exists: it is emptied, the rest are not made. */
    @Test
    void aShardIsWrittenForItsPoliciesAndToEmptyIt() {
        var emptied = "mta-sts-public-policies-" + (PolicyShards.numberOf(HOST) + 1) % PolicyShards.COUNT;

        assertThat(shards("version: STSv1\r\n", Set.of(emptied)).values())
                .containsExactlyInAnyOrder(Map.of(HOST, "version: STSv1\r\n"), Map.of());
    }

    /** What is served stays served. */
    @Test
    void aShardThatIsOverfullIsNotWritten() {
        var there = "mta-sts-public-policies-" + PolicyShards.numberOf(HOST);

        assertThat(shards("x".repeat(PolicyShards.LIMIT_BYTES), Set.of(there))).isEmpty();
    }

    private static Map<String, Map<String, String>> shards(String body, Set<String> there) {
        var server = new PolicyServer();
        server.setMetadata(new ObjectMetaBuilder()
                .withNamespace("mail")
                .withName("public")
                .withUid("6a1f0d52-7d0c-4c7e-9d0e-0f3c1f4f8a01")
                .build());
        server.setSpec(new PolicyServerSpec(1, null, null, null, null, null));
        return ServerChildren.of(server, PolicyShards.of(server, Map.of(HOST, body)), there, "nginx").stream()
                .filter(child -> child.getMetadata().getName().contains("-policies-"))
                .collect(Collectors.toMap(
                        child -> child.getMetadata().getName(), child -> ((ConfigMap) child).getData()));
    }
}
