package io.mtasts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to the API server comes back as it was, but for the defaults that the schema fills in. */
@ExtendWith(Cluster.Extension.class)
class RoundTripTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456Z");

    private final KubernetesSerialization yaml = new KubernetesSerialization();

    /** The defaults stand in the schema and in the records: here they are the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        small    | {domain: example.com, mx: [mx.example.com]}
        observed | {domain: example.com, mx: ["*.example.com"], management: Observe}
        rollout  | {domain: xn--bcher-kva.example, mode: none, rollout: {strategy: Immediate}}
        checks   | {domain: example.com, mode: none, checks: {mxTLS: Disabled}}
        dns      | {domain: example.com, mode: none, dns: {}}
        issuer   | {domain: example.com, mode: none, certificate: {issuerRef: {name: letsencrypt}}}
        """)
    void mailDomainPolicySpec(String name, String spec, Cluster cluster) {
        cluster.create(MailDomainPolicy.class, name, spec);
        assertThat(policy(cluster, name).getSpec()).isEqualTo(read(spec, MailDomainPolicySpec.class));
    }

    @Test
    void mailDomainPolicySpecWithEverything(Cluster cluster) {
        mailDomainPolicySpec("full", """

              domain: example.com
              mode: enforce
              mx: [mx1.example.com, "*.example.net"]
              maxAgeSeconds: 0
              rollout: {soak: 0s}
              server: web
              certificate: {secretName: own}
              dns: {publish: Update, updateServer: corp, adopt: true, ttlSeconds: 60}
              tlsReporting: {rua: ["mailto:tlsrpt@example.com", "https://reports.example/v1?d=example.com"]}
              checks: {interval: 1h30m}
              deletionPolicy: Delete
            """, cluster);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        default  | {}
        gateway  | {exposure: {gateway: {parentRefs: [{name: public, namespace: gateways}, {name: other}]}}}
        """)
    void policyServerSpec(String name, String spec, Cluster cluster) {
        cluster.create(PolicyServer.class, name, spec);
        assertThat(server(cluster, name).get().getSpec()).isEqualTo(read(spec, PolicyServerSpec.class));
    }

    @Test
    void policyServerSpecWithEverything(Cluster cluster) {
        policyServerSpec("full", """

              replicas: 3
              resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
              publicName: policy.provider.example
              exposure: {ingress: {className: traefik, annotations: {a.example/b: c}}}
              certificate: {issuerRef: {name: ca, kind: ClusterIssuer}}
              delegation: {zone: sts.provider.example, publish: ExternalDNS}
            """, cluster);
    }

    @Test
    void policyServerWithoutASpec(Cluster cluster) {
        cluster.create(PolicyServer.class, "absent", "");
        assertThat(server(cluster, "absent").get().getSpec()).isEqualTo(PolicyServerSpec.DEFAULT);
    }

    @Test
    void mailDomainPolicyStatus(Cluster cluster) {
        cluster.create(MailDomainPolicy.class, "status", "{domain: example.com, mx: [mx.example.com]}");
        var status = MailDomainPolicyStatus.builder()
                .observedGeneration(3L)
                .mail(MailState.UNPROTECTED)
                .policy(new ServedPolicy(
                        "4f6c0d21",
                        0,
                        PolicyMode.TESTING,
                        List.of("mx.example.com"),
                        86400,
                        "version: STSv1\r\n",
                        NOW,
                        null))
                .record(new PublishedRecord("4f6c0d21", NOW, 300))
                .records(List.of(
                        new DnsRecord("_mta-sts.example.com", RecordType.TXT, null, RecordState.WITHHELD, "not yet")))
                .mx(List.of(new MxHost(
                        "mx.example.com",
                        10,
                        "mx.example.com",
                        MxTlsState.VALID,
                        MxTlsState.INVALID,
                        null,
                        NOW,
                        null,
                        null,
                        null)))
                .ledger(List.of(
                        new LedgerEntry("4f6c0d21", PolicyMode.TESTING, List.of("mx.example.com"), 86400, null),
                        new LedgerEntry("0badcafe", PolicyMode.ENFORCE, List.of(), 86400, NOW, NOW, true, true)))
                .patterns(List.of(new PatternSafety("mx.example.com", NOW, null)))
                .soak(new Soak("4f6c0d21", TimeSpan.of(Duration.ofMinutes(4290)), NOW))
                .retirement(new Retirement(NOW, NOW.plusSeconds(60), NOW))
                .next(new NextStep("Promote", "4f6c0d21", NOW, "Promote 2026-11-30T09:00Z", "soaking"))
                .lastHandledCheck("now")
                .lastForced("0123456789abcdef")
                .conditions(List.of(
                        new Condition("Ready", ConditionStatus.FALSE, 3, NOW, "MXNotCovered", ""),
                        new Condition("Stalled", ConditionStatus.UNKNOWN, 3, NOW, "Pending", "not looked yet")))
                .build();
        assertThat(written(cluster, "status", status)).isEqualTo(status);
    }

    @Test
    void emptyStatus(Cluster cluster) {
        cluster.create(MailDomainPolicy.class, "empty", "{domain: example.com, mode: none}");
        var nothing = MailDomainPolicyStatus.builder().build();
        assertThat(yaml.asJson(nothing)).isEqualTo("{}");
        assertThat(written(cluster, "empty", nothing)).isIn(nothing, null);
    }

    @Test
    void policyServerStatus(Cluster cluster) {
        cluster.create(PolicyServer.class, "status", "{}");
        var servers = cluster.client()
                .resources(PolicyServer.class)
                .inNamespace("default")
                .withName("status");
        var status = new PolicyServerStatus(
                1L,
                12,
                0,
                List.of(new Condition("Ready", ConditionStatus.TRUE, 1, NOW, "AllGood", "2 of 2 pods are ready")));
        servers.editStatus(server -> {
            server.setStatus(status);
            return server;
        });
        assertThat(servers.get().getStatus()).isEqualTo(status);
    }

    private static MailDomainPolicyStatus written(Cluster cluster, String name, MailDomainPolicyStatus status) {
        var fresh = policy(cluster, name);
        fresh.setStatus(status);
        cluster.client().resource(fresh).updateStatus();
        return policy(cluster, name).getStatus();
    }

    private static MailDomainPolicy policy(Cluster cluster, String name) {
        return cluster.client()
                .resources(MailDomainPolicy.class)
                .inNamespace("default")
                .withName(name)
                .get();
    }

    private static Resource<PolicyServer> server(Cluster cluster, String name) {
        return cluster.client()
                .resources(PolicyServer.class)
                .inNamespace("default")
                .withName(name);
    }

    private <T> T read(String spec, Class<T> type) {
        return yaml.unmarshal("---\n" + spec, type);
    }
}
