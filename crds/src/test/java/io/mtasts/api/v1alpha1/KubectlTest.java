package io.mtasts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person sees who asks kubectl. */
@ExtendWith(Cluster.Extension.class)
class KubectlTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void explainsAField(Cluster cluster) {
        // The API server publishes its description of a new kind a moment after it serves it.
        await().untilAsserted(() -> assertThat(
                        cluster.kubectl("explain", "mdp.spec.rollout.soak").stdout())
                .isEqualToNormalizingWhitespace("""
                    GROUP:      mtasts.io
                    KIND:       MailDomainPolicy
                    VERSION:    v1alpha1

                    FIELD: soak <string>

                    DESCRIPTION:
                        How long certificate, policy, record, mail servers and their TLS must have
                        been seen good in mode testing before enforce is served: hours, minutes and
                        seconds, 0s to 8760h. Default: 168h.
                    """));
    }

    @Test
    void showsADomainOnALine(Cluster cluster) {
        cluster.create(MailDomainPolicy.class, "line", "{domain: example.com, mode: enforce, mx: [mx.example.com]}");
        var policies = cluster.client()
                .resources(MailDomainPolicy.class)
                .inNamespace("default")
                .withName("line");
        policies.editStatus(policy -> {
            policy.setStatus(MailDomainPolicyStatus.builder()
                    .mail(MailState.UNPROTECTED)
                    .policy(new ServedPolicy("9a3e11c0", 0, PolicyMode.TESTING, List.of(), 86_400, null, NOW, NOW))
                    .next(new NextStep("Promote", "4f6c0d21", NOW, "Promote 2026-11-30T09:00Z", null))
                    .conditions(List.of(
                            new Condition("Accepted", ConditionStatus.TRUE, 1, NOW, "AllGood", "nothing to do"),
                            new Condition("Ready", ConditionStatus.TRUE, 1, NOW, "Soaking", "good for 3 days of 7")))
                    .build());
            return policy;
        });
        assertThat(table(cluster, "get", "mdp", "line"))
                .containsExactly(
                        "NAME DOMAIN MODE SERVED MAIL READY REASON AGE",
                        "line example.com enforce testing unprotected True Soaking AGE");
        assertThat(table(cluster, "get", "mdp", "line", "-o", "wide"))
                .containsExactly(
                        "NAME DOMAIN MODE SERVED MAIL READY REASON AGE ID NEXT",
                        "line example.com enforce testing unprotected True Soaking AGE 9a3e11c0"
                                + " Promote 2026-11-30T09:00Z");
    }

    @Test
    void showsAServerOnALine(Cluster cluster) {
        cluster.create(PolicyServer.class, "line", "{replicas: 3}");
        var servers = cluster.client()
                .resources(PolicyServer.class)
                .inNamespace("default")
                .withName("line");
        servers.editStatus(server -> {
            server.setStatus(new PolicyServerStatus(
                    1L,
                    12,
                    2,
                    List.of(new Condition("Ready", ConditionStatus.FALSE, 1, NOW, "PodsNotReady", "2 of 3"))));
            return server;
        });
        assertThat(table(cluster, "get", "pserver", "line"))
                .containsExactly("NAME DOMAINS REPLICAS READY REASON AGE", "line 12 3 False PodsNotReady AGE");
    }

    @Test
    void listsBothKindsByCategory(Cluster cluster) {
        cluster.create(MailDomainPolicy.class, "listed", "{domain: example.com, mode: none}");
        cluster.create(PolicyServer.class, "listed", "{}");
        await().untilAsserted(() -> assertThat(
                        cluster.kubectl("get", "mtasts", "-o", "name").stdout())
                .contains("maildomainpolicy.mtasts.io/listed", "policyserver.mtasts.io/listed"));
    }

    /** One blank between columns, and AGE for an age. */
    private static List<String> table(Cluster cluster, String... arguments) {
        return Arrays.stream(cluster.kubectl(arguments).stdout().split("\n"))
                .map(line ->
                        line.strip().replaceAll(" +", " ").replaceFirst("(?<=(True|False) \\w{1,20} )\\d+s", "AGE"))
                .toList();
    }
}
