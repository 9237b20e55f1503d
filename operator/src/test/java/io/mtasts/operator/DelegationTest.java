package io.mtasts.operator;

import static io.mtasts.api.v1alpha1.ConditionStatus.FALSE;
import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static io.mtasts.api.v1alpha1.ConditionType.RecordPublished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.observe.net.HostPort;
import io.mtasts.operator.publish.UpdateServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer's zone: three aliases, set once, and everything else happens in the provider's. */
class DelegationTest {
    private static final String SECRET = "c2VjcmV0IG9mIHRoZSBsYWIgZm9yIHVwZGF0ZXMuLi4=";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OperatorLab lab = OperatorLab.withCertManager();

    @TempDir
    private Path keys;

    @BeforeEach
    void start() throws IOException {
        var server = lab.world().dns().nameServer("ns1.sts.provider.example");
        server.takeUpdates("mta-sts", "hmac-sha256", SECRET);
        Files.writeString(keys.resolve("corp"), SECRET);
        var at = new HostPort(
                server.address().getAddress().getHostAddress(), server.address().getPort());
        lab.startOperator(SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                .updateServers(UpdateServer.parse("corp=mta-sts@" + at, keys))
                .build());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void threeAliasesThatNeverChange() {
        var zone =
                lab.world().dns().zone("sts.provider.example", "ns1.sts.provider.example", "ns2.sts.provider.example");
        zone.set("policy.sts.provider.example", "A", lab.cluster().frontAddress());
        lab.namespace("mail");
        lab.apply("""
            apiVersion: mtasts.io/v1alpha1
            kind: PolicyServer
            metadata: {name: default, namespace: mail}
            spec:
              publicName: policy.sts.provider.example
              delegation: {zone: sts.provider.example, publish: Update, updateServer: corp}
            """);
        var customer = lab.world().domain("customer.example").mx(10, "mx1.customer.example");
        lab.apply(OperatorLab.manifest("mail", "policy", "customer.example")
                + "  tlsReporting: {rua: [\"mailto:tls@sts.provider.example\"]}\n");
        await().atMost(PATIENCE).until(() -> aliases().size() == 3);
        var aliases = aliases();
        assertThat(aliases)
                .extracting(DnsRecord::name)
                .containsExactly(
                        "mta-sts.customer.example", "_mta-sts.customer.example", "_smtp._tls.customer.example");

        customer.zone()
                .set("mta-sts.customer.example", "CNAME", aliases.getFirst().value() + ".");
        assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "RecordNotDelegated")
                        .message())
                .isEqualTo(
                        "_mta-sts.customer.example is not a CNAME for %s: there is no record. The owner of customer.example creates it once, and it never changes: _mta-sts.customer.example. CNAME %s."
                                .formatted(
                                        aliases.get(1).value(), aliases.get(1).value()));

        aliases.forEach(alias -> customer.zone().set(alias.name(), "CNAME", alias.value() + "."));
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
        var first = zone.text();
        assertThat(first).contains("v=STSv1; id=", "v=TLSRPTv1; rua=mailto:tls@sts.provider.example");

        var late = lab.world().dns().diverge("sts.provider.example", "ns2.sts.provider.example");
        lab.patch("mail", "policy", "{\"spec\":{\"mx\":[\"mx1.customer.example\",\"*.customer.example\"]}}");
        await().atMost(PATIENCE).until(() -> !zone.text().equals(first));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lab.await("mail", "policy", RecordPublished, FALSE, "Publishing")
                                .message())
                        .endsWith("but not every name server has it yet."));
        late.txt(
                aliases.get(1).value(),
                300,
                lab.policy("mail", "policy").getStatus().records().stream()
                        .filter(record -> record.name().equals(aliases.get(1).value()))
                        .findFirst()
                        .orElseThrow()
                        .value());
        lab.await("mail", "policy", Ready, TRUE, "AllGood");
        assertThat(aliases()).extracting(DnsRecord::value).isEqualTo(values(aliases));
    }

    private List<DnsRecord> aliases() {
        var status = lab.policy("mail", "policy").getStatus();
        return status == null
                ? List.of()
                : status.records().stream()
                        .filter(record -> record.type() == RecordType.CNAME)
                        .toList();
    }

    private static List<String> values(List<DnsRecord> records) {
        return records.stream().map(DnsRecord::value).toList();
    }
}
