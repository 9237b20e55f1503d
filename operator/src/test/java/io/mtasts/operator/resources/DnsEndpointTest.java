package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PolicyMode;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.operator.publish.DNSEndpoint;
import io.mtasts.operator.publish.DnsEndpointOf;
import io.mtasts.operator.publish.EndpointsSpec;
import io.mtasts.operator.publish.EndpointsSpec.Endpoint;
import io.mtasts.operator.publish.RecordKind;
import io.mtasts.operator.publish.Route;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What external-dns is told, by what the status says and by what it was told before. */
class DnsEndpointTest {
    private static final String NAME = "_mta-sts.example.com";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String VALUE = "v=STSv1; id=" + ID + ";";
    private static final Route OWN =
            new Route("example.com", PublishMethod.EXTERNAL_DNS, Optional.empty(), Optional.empty());
    private static final Route DELEGATED =
            new Route("example.com", PublishMethod.EXTERNAL_DNS, Optional.empty(), Optional.of("sts.provider.example"));

    @Test
    void theRecordAndTheAliasOfThePublicName() {
        var policy = policy(record(NAME, VALUE, RecordState.MISSING), null);

        new YamlFile("dns-endpoint.yaml")
                .shows(DnsEndpointOf.endpoint(policy, OWN, Optional.of("policy.provider.example"), Optional.empty()));
    }

    @Test
    void nothingWhileTheFirstRecordIsWithheld() {
        assertThat(targets(policy(record(NAME, null, RecordState.WITHHELD), null), Optional.empty()))
                .isEmpty();
    }

    @Test
    void theEarlierRecordWhileTheNextIsWithheld() {
        var withheld = record(NAME, null, RecordState.WITHHELD);

        assertThat(targets(policy(withheld, null), Optional.of(there("\"v=STSv1; id=earlier;\""))))
                .containsExactly("\"v=STSv1; id=earlier;\"");
        assertThat(targets(policy(withheld, new PublishedRecord(ID, Instant.EPOCH, 300)), Optional.empty()))
                .as("should the object have been deleted by hand")
                .containsExactly("\"" + VALUE + "\"");
        assertThat(targets(policy(withheld, new PublishedRecord("20240101", Instant.EPOCH, 300)), Optional.empty()))
                .as("of somebody else's writing")
                .isEmpty();
    }

    @Test
    void whatSomebodyElseWroteIsNotWrittenOver() {
        var foreign = policy(record(NAME, VALUE, RecordState.FOREIGN), null);

        assertThat(targets(foreign, Optional.empty())).isEmpty();
        assertThat(targets(foreign, Optional.of(there("\"v=STSv1; id=earlier;\""))))
                .as("where external-dns has the record already")
                .containsExactly("\"" + VALUE + "\"");
    }

    @Test
    void inTheProvidersZoneWithoutAnAlias() {
        var name = DELEGATED.name(RecordKind.MTA_STS);
        assertThat(name).matches("[0-9a-f]{16}\\._mta-sts\\.sts\\.provider\\.example");

        var endpoint = DnsEndpointOf.endpoint(
                policy(record(name, VALUE, RecordState.MISSING), null),
                DELEGATED,
                Optional.of("policy.provider.example"),
                Optional.empty());

        assertThat(endpoint.getSpec().endpoints())
                .containsExactly(new Endpoint(name, "TXT", 300L, List.of("\"" + VALUE + "\"")));
    }

    private static List<String> targets(MailDomainPolicy policy, Optional<DNSEndpoint> now) {
        return DnsEndpointOf.endpoint(policy, OWN, Optional.empty(), now).getSpec().endpoints().stream()
                .flatMap(endpoint -> endpoint.targets().stream())
                .toList();
    }

    private static DNSEndpoint there(String target) {
        var endpoint = new DNSEndpoint();
        endpoint.setSpec(new EndpointsSpec(List.of(new Endpoint(NAME, "TXT", 300L, List.of(target)))));
        return endpoint;
    }

    private static DnsRecord record(String name, @Nullable String value, RecordState state) {
        return new DnsRecord(name, RecordType.TXT, value, state, null);
    }

    private static MailDomainPolicy policy(DnsRecord record, @Nullable PublishedRecord standing) {
        var policy = Examples.policy();
        policy.setStatus(MailDomainPolicyStatus.builder()
                .records(List.of(record))
                .record(standing)
                .ledger(List.of(
                        new LedgerEntry(ID, PolicyMode.TESTING, List.of("mx1.example.com"), 86_400, null),
                        new LedgerEntry("20240101", PolicyMode.TESTING, List.of("mx1.example.com"), 86_400, null)))
                .build());
        return policy;
    }
}
