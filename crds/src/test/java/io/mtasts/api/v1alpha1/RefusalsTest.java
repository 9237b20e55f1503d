package io.mtasts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server says to a manifest that cannot be meant: the words that a person reads after kubectl apply. */
@ExtendWith(Cluster.Extension.class)
class RefusalsTest {
    private static final String HOST_NAME =
            "must be a lower-case host name without a final dot, for example example.com";
    private static final String MX_PATTERN = "must be a lower-case host name without a final dot, or a wildcard for its"
            + " leftmost label, for example mx1.example.com or *.example.com";
    private static final String A_LABEL = "write the A-label (xn--...) of an internationalised name";
    private static final String REPORT_ADDRESS = "must be a mailto: or https: address, for example"
            + " mailto:tlsrpt@example.com, with %2C for a comma, %3B for a semicolon and %21 for an exclamation mark";
    private static final String OBSERVE =
            "management: Observe only probes, so it takes no server, certificate or dns; remove it, or use management:"
                    + " Managed";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example.COM",
                "example.com.",
                "localhost",
                "192.0.2.1",
                "*.example.com",
                "under_score.example",
                "-a.example",
                "",
            })
    void domain(String domain, Cluster cluster) {
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", "{domain: \"%s\", mode: none}".formatted(domain)))
                .containsExactly("spec.domain: Invalid value: \"%s\": %s".formatted(domain, HOST_NAME));
    }

    @Test
    void domainInItsOwnScript(Cluster cluster) {
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", "{domain: bücher.example, mode: none}"))
                .containsExactly("spec.domain: Invalid value: \"bücher.example\": " + A_LABEL);
    }

    @Test
    void domainThatLeavesNoRoomForThePolicyHost(Cluster cluster) {
        var domain = "a".repeat(60) + ("." + "b".repeat(60)).repeat(3) + ".example";
        assertThat(domain).hasSizeGreaterThan(245).hasSizeLessThan(254);
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", "{domain: %s, mode: none}".formatted(domain)))
                .containsExactly("spec.domain: Too long: may not be more than 245 bytes");
    }

    @Test
    void noSpec(Cluster cluster) {
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", "")).containsExactly("spec: Required value");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        mode: enforced                  | spec.mode: Unsupported value: "enforced": supported values: "enforce", "none", "testing"
        mode: enforce                   | spec.mx: Required value: must name at least one mail server unless mode is none
        mode: enforce, mx: []           | spec.mx: Required value: must name at least one mail server unless mode is none
        maxAgeSeconds: 31557601         | spec.maxAgeSeconds: Invalid value: 31557601: spec.maxAgeSeconds in body should be less than or equal to 31557600
        maxAgeSeconds: -1               | spec.maxAgeSeconds: Invalid value: -1: spec.maxAgeSeconds in body should be greater than or equal to 0
        rollout: {soak: 7d}             | spec.rollout.soak: Invalid value: "7d": must be a length of time in hours, minutes and seconds, for example 168h, 1h30m or 45s
        rollout: {soak: 8760h1s}        | spec.rollout.soak: Invalid value: "8760h1s": must be at most 8760h
        rollout: {strategy: Slow}       | spec.rollout.strategy: Unsupported value: "Slow": supported values: "Gated", "Immediate"
        checks: {interval: 0s}          | spec.checks.interval: Invalid value: "0s": must be at least 1s
        checks: {interval: 1d}          | spec.checks.interval: Invalid value: "1d": must be a length of time in hours, minutes and seconds, for example 168h, 1h30m or 45s
        checks: {mxTLS: Off}            | spec.checks.mxTLS: Unsupported value: "Off": supported values: "Direct", "Disabled"
        server: Web.Server              | spec.server: Invalid value: "Web.Server": must be a DNS label: at most 63 lower-case letters, digits and hyphens, for example default
        certificate: {issuerRef: {name: le}, secretName: own}       | spec.certificate: Invalid value: set issuerRef for a certificate from cert-manager, or secretName for one of your own, not both
        certificate: {requestBeforeDNS: true, secretName: own}      | spec.certificate.requestBeforeDNS: Forbidden: is only for certificates from cert-manager; remove it, or remove secretName
        dns: {publish: Update}          | spec.dns.updateServer: Required value: publish: Update needs the name of one of the operator's update servers
        dns: {updateServer: corp}       | spec.dns.updateServer: Forbidden: is only for publish: Update; remove it, or use publish: Update
        dns: {ttlSeconds: 0}            | spec.dns.ttlSeconds: Invalid value: 0: spec.dns.ttlSeconds in body should be greater than or equal to 1
        tlsReporting: {rua: []}         | spec.tlsReporting.rua: Invalid value: 0: spec.tlsReporting.rua in body should have at least 1 items
        """)
    void mailDomainPolicy(String fields, String refusal, Cluster cluster) {
        var mode = fields.contains("mode:") ? "" : "mode: none, ";
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", "{domain: example.com, " + mode + fields + "}"))
                .containsExactly(refusal);
    }

    @Test
    void eachPatternThatIsNone(Cluster cluster) {
        var spec = "{domain: a.example, mx: [mx.a.example, '*.*.b.example', MX.a.example, bücher.example, '*']}";
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", spec))
                .containsExactly(
                        "spec.mx[1]: Invalid value: \"*.*.b.example\": " + MX_PATTERN,
                        "spec.mx[2]: Invalid value: \"MX.a.example\": " + MX_PATTERN,
                        "spec.mx[3]: Invalid value: \"bücher.example\": " + A_LABEL,
                        "spec.mx[4]: Invalid value: \"*\": " + MX_PATTERN);
    }

    @Test
    void eachReportAddressThatIsNone(Cluster cluster) {
        var spec = "{domain: a.example, mode: none, tlsReporting: {rua: [tlsrpt@a.example, 'mailto:a,b@c.example',"
                + " 'mailto:a@c.examplemailto:b@c.example']}}";
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", spec))
                .containsExactly(
                        "spec.tlsReporting.rua[0]: Invalid value: \"tlsrpt@a.example\": " + REPORT_ADDRESS,
                        "spec.tlsReporting.rua[1]: Invalid value: \"mailto:a,b@c.example\": " + REPORT_ADDRESS,
                        "spec.tlsReporting.rua[2]: Invalid value: \"mailto:a@c.examplemailto:b@c.example\": "
                                + REPORT_ADDRESS);
    }

    @Test
    void whatObserveDoesNotTake(Cluster cluster) {
        var spec = "{domain: a.example, mode: none, management: Observe, server: web, certificate: {}, dns: {}}";
        assertThat(refusals(cluster, MailDomainPolicy.class, "x", spec))
                .containsExactly(
                        "spec.server: Forbidden: " + OBSERVE,
                        "spec.certificate: Forbidden: " + OBSERVE,
                        "spec.dns: Forbidden: " + OBSERVE);
    }

    @Test
    void anotherDomainLater(Cluster cluster) {
        var policy = cluster.create(MailDomainPolicy.class, "moved", "{domain: a.example, mode: none}");
        policy.setAdditionalProperty("spec", Map.of("domain", "b.example", "mode", "none"));
        assertThat(causes(() ->
                        cluster.generic(MailDomainPolicy.class).resource(policy).update()))
                .containsExactly("spec.domain: Invalid value: \"b.example\": cannot be changed: create another"
                        + " MailDomainPolicy for another domain");
    }

    @Test
    void managedBecomesNoObserver(Cluster cluster) {
        var policy = cluster.create(MailDomainPolicy.class, "managed", "{domain: m.example, mode: none}");
        policy.setAdditionalProperty("spec", Map.of("domain", "m.example", "mode", "none", "management", "Observe"));
        assertThat(causes(() ->
                        cluster.generic(MailDomainPolicy.class).resource(policy).update()))
                .containsExactly(
                        "spec.management: Forbidden: cannot become Observe, which would end at once what is served."
                                + " Delete this MailDomainPolicy: it retires; then create one that observes");
    }

    @Test
    void anObserverMayBecomeManaged(Cluster cluster) {
        var policy = cluster.create(
                MailDomainPolicy.class, "observer", "{domain: o.example, mode: none, management: Observe}");
        policy.setAdditionalProperty("spec", Map.of("domain", "o.example", "mode", "none", "management", "Managed"));
        assertThatCode(() ->
                        cluster.generic(MailDomainPolicy.class).resource(policy).update())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        a.b | {}                                     | <nil>: Invalid value: metadata.name must be a DNS label: at most 63 lower-case letters, digits and hyphens, for example default
        x   | {replicas: 0}                          | spec.replicas: Invalid value: 0: spec.replicas in body should be greater than or equal to 1
        x   | {replicas: 51}                         | spec.replicas: Invalid value: 51: spec.replicas in body should be less than or equal to 50
        x   | {publicName: Policy.example.}          | spec.publicName: Invalid value: "Policy.example.": must be a lower-case host name without a final dot, for example example.com
        x   | {exposure: {ingress: {}, gateway: {parentRefs: [{name: a}]}}} | spec.exposure: Invalid value: set ingress or gateway, not both
        x   | {exposure: {gateway: {}}}              | spec.exposure.gateway.parentRefs: Required value
        x   | {exposure: {gateway: {parentRefs: [{name: a}]}}, certificate: {issuerRef: {name: a}}} | spec.certificate: Forbidden: with exposure.gateway the Gateway's own listener holds the certificate; remove it
        x   | {certificate: {}}                      | spec.certificate.issuerRef: Required value
        x   | {delegation: {publish: ExternalDNS}}   | spec.delegation.zone: Required value
        x   | {delegation: {zone: bücher.example}}   | spec.delegation.zone: Invalid value: "bücher.example": write the A-label (xn--...) of an internationalised name
        x   | {delegation: {zone: a.example, publish: Update}} | spec.delegation.updateServer: Required value: publish: Update needs the name of one of the operator's update servers
        """)
    void policyServer(String name, String spec, String refusal, Cluster cluster) {
        assertThat(refusals(cluster, PolicyServer.class, name, spec)).containsExactly(refusal);
    }

    @Test
    void quantitiesThatAreNone(Cluster cluster) {
        assertThat(refusals(cluster, PolicyServer.class, "x", "{resources: {requests: {cpu: lots}}}"))
                .singleElement()
                .asString()
                .startsWith("spec.resources.requests.cpu: Invalid value: \"lots\"");
    }

    private static List<String> refusals(Cluster cluster, Class<? extends HasMetadata> kind, String name, String spec) {
        return causes(() -> cluster.create(kind, name, spec));
    }

    private static List<String> causes(Runnable request) {
        var refused = catchThrowableOfType(KubernetesClientException.class, request::run);
        assertThat(refused).as("refused").isNotNull();
        return refused.getStatus().getDetails().getCauses().stream()
                .map(cause -> cause.getField() + ": " + cause.getMessage())
                .filter(cause -> !cause.contains("some validation rules were not checked"))
                .toList();
    }
}
