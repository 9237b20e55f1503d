package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.mtasts.api.v1alpha1.ConditionType.Accepted;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.lab.cluster.Crds;
import io.mtasts.lab.cluster.ExternalDns;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.EndpointsSpec.Endpoint;
import io.mtasts.operator.publish.UpdateServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records published by external-dns, whose kind may come late, and who may not do what it is told. */
class ExternalDnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DNS = "  dns: {publish: ExternalDNS, ttlSeconds: 120}\n";

    private final HandClock clock = new HandClock();
    private final OperatorLab lab = OperatorLab.withCertManager();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void theKindComesLateAndThePolicyHostIsAnAliasOfThePublicName() {
        lab.startOperator(
                SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                        .updateServers(UpdateServer.parse("corp=mta-sts@127.0.0.1:1", Path.of("no-keys")))
                        .build(),
                clock);
        lab.namespace("mail");
        var domain = lab.world().domain("late.example").mx(10, "mx1.late.example");
        lab.world()
                .dns()
                .zone("provider.example")
                .set("policy.provider.example", "A", lab.cluster().frontAddress());
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: mail}
            spec: {publicName: policy.provider.example}
            """);
        lab.apply(OperatorLab.manifest("mail", "policy", "late.example") + DNS
                + "  tlsReporting: {rua: [\"mailto:tls@late.example\"]}\n");
        assertThat(lab.await("mail", "policy", Accepted, FALSE, "ExternalDNSMissing")
                        .message())
                .startsWith("spec.dns.publish is ExternalDNS, but this cluster does not have DNSEndpoint");

        Crds.EXTERNAL_DNS.install(lab.client());
        try (var externalDns = ExternalDns.start(lab.client(), lab.world().dns())) {
            assertThat(externalDns).isNotNull();
            lab.await("mail", "policy", Ready, TRUE, "AllGood");
            var record = lab.shownRecord("mail", "policy").orElseThrow();
            assertThat(endpoints())
                    .containsExactly(
                            new Endpoint("mta-sts.late.example", "CNAME", 120L, List.of("policy.provider.example")),
                            new Endpoint("_mta-sts.late.example", "TXT", 120L, List.of('"' + record + '"')),
                            new Endpoint(
                                    "_smtp._tls.late.example",
                                    "TXT",
                                    120L,
                                    List.of("\"v=TLSRPTv1; rua=mailto:tls@late.example\"")));

            lab.patch("mail", "policy", "{\"spec\":{\"mx\":[\"mx1.late.example\",\"*.late.example\"]}}");
            await().atMost(PATIENCE)
                    .until(() -> lab.condition("mail", "policy", RecordPublished)
                            .filter(condition -> condition.status() == UNKNOWN)
                            .isPresent());
            assertThat(domain.zone().text()).contains(record);
            lab.await("mail", "policy", Ready, TRUE, "AllGood");
            assertThat(domain.zone().text()).doesNotContain(record);

            lab.patch("mail", "policy", "{\"spec\":{\"dns\":{\"publish\":\"Manual\"}}}");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lab.await("mail", "policy", Accepted, TRUE, "AllGood")
                                    .message())
                            .startsWith("DNSEndpoint mta-sts-policy is left over from spec.dns.publish: ExternalDNS"));
            assertThat(endpoints()).hasSize(3);

            lab.patch("mail", "policy", "{\"spec\":{\"dns\":{\"publish\":\"Update\",\"updateServer\":\"corp\"}}}");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lab.await("mail", "policy", Accepted, TRUE, "AllGood")
                                    .message())
                            .endsWith("Delete it: external-dns then removes those records, and update server"
                                    + " corp gets them again at the next probe."));
        }
    }

    /** As the TXT registry before v0.22.0 does, then as the provider rfc2136 does, then as somebody does who came in between. */
    @Test
    void whatDnsHasInsteadIsNamedWithItsCause() {
        Crds.EXTERNAL_DNS.install(lab.client());
        lab.startOperator(clock);
        lab.namespace("mail");
        var domain = lab.domain("stuck.example");
        lab.apply(OperatorLab.manifest("mail", "policy", "stuck.example") + DNS);
        lab.await("mail", "policy", RecordPublished, FALSE, "Publishing");
        var old = lab.shownRecord("mail", "policy").orElseThrow();
        domain.record(old);
        lab.await("mail", "policy", Ready, TRUE, "AllGood");

        lab.patch("mail", "policy", "{\"spec\":{\"mx\":[\"mx1.stuck.example\",\"*.stuck.example\"]}}");
        lab.await("mail", "policy", RecordPublished, FALSE, "Publishing");
        var wanted = lab.shownRecord("mail", "policy").orElseThrow();
        var generation = await("the DNSEndpoint has the new record")
                .atMost(PATIENCE)
                .until(
                        () -> lab.client()
                                .resources(DNSEndpoint.class)
                                .inNamespace("mail")
                                .withName("mta-sts-policy")
                                .get(),
                        endpoint -> endpoint.getSpec().endpoints().toString().contains(wanted))
                .getMetadata()
                .getGeneration();
        lab.kubectl(
                "patch",
                "dnsendpoint",
                "mta-sts-policy",
                "-n",
                "mail",
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"observedGeneration\":%d}}".formatted(generation));
        clock.forward(Duration.ofMinutes(6));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "RecordNotApplied")
                                .message())
                        .contains(
                                "DNS still has the earlier \"%s\".".formatted(old),
                                "Is it older than v0.22.0?",
                                "--policy=sync"));

        domain.record(old, wanted);
        assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "EarlierRecordRemains")
                        .message())
                .startsWith("_mta-sts.stuck.example has 2 records that the operator published one after the other")
                .contains("Delete \"%s\": the one that stays is \"%s\".".formatted(old, wanted))
                .endsWith("spec.dns.publish: Update does not need external-dns.");

        domain.record("v=STSv1; id=20240101000000Z;");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "RecordNotApplied")
                                .message())
                        .contains("DNS has \"v=STSv1; id=20240101000000Z;\", which external-dns did not create"));

        domain.record(wanted);
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void anExternalDnsThatDoesNotReadIsNamedAfterFiveMinutes() {
        Crds.EXTERNAL_DNS.install(lab.client());
        lab.startOperator(clock);
        lab.namespace("mail");
        var domain = lab.domain("idle.example");
        lab.apply(OperatorLab.manifest("mail", "policy", "idle.example") + DNS);
        assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "Publishing")
                        .message())
                .startsWith("DNSEndpoint mta-sts-policy has been handed to external-dns for _mta-sts.idle.example");

        clock.forward(Duration.ofMinutes(6));
        assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "RecordNotApplied")
                        .message())
                .contains("external-dns has not read it. Does it run with --source=crd");

        domain.record(lab.shownRecord("mail", "policy").orElseThrow());
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
    }

    @Test
    void aForeignRecordIsNotHandedToExternalDns() {
        Crds.EXTERNAL_DNS.install(lab.client());
        lab.startOperator(clock);
        lab.namespace("mail");
        var domain = lab.domain("foreign.example");
        domain.record("v=STSv1; id=20240101000000Z;");
        domain.zone().set("mta-sts.foreign.example", "A", 1, lab.cluster().frontAddress());
        lab.apply(OperatorLab.manifest("mail", "policy", "foreign.example") + DNS);

        assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "RecordForeign")
                        .message())
                .contains("v=STSv1; id=20240101000000Z;");
        assertThat(lab.client()
                        .resources(DNSEndpoint.class)
                        .inNamespace("mail")
                        .list()
                        .getItems())
                .isEmpty();

        domain.zone().remove("_mta-sts.foreign.example", "TXT");
        try (var externalDns = ExternalDns.start(lab.client(), lab.world().dns())) {
            assertThat(externalDns).isNotNull();
            lab.await("mail", "policy", Ready, TRUE, "AllGood");
        }
    }

    private List<Endpoint> endpoints() {
        return lab.client()
                .resources(DNSEndpoint.class)
                .inNamespace("mail")
                .withName("mta-sts-policy")
                .get()
                .getSpec()
                .endpoints();
    }
}
