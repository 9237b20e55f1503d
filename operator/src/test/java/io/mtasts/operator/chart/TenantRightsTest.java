package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hostile tenant at the API server: what the role {@code edit} and the schema refuse. */
class TenantRightsTest {
    private static TwoTenants cluster;

    @BeforeAll
    static void start() {
        cluster = new TwoTenants(50);
        cluster.served("evil", "hers", "evil.example");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest(name = "kubectl {0}")
    @ValueSource(
            strings = {
                "get mdp policy -n victim",
                "get mdp -A",
                "delete mdp policy -n victim",
                "annotate mdp policy -n victim mtasts.io/check=1",
                "patch mdp policy -n victim --type=merge -p {\"spec\":{\"mode\":\"none\"}}",
                "get configmaps -n victim",
                "patch mdp hers -n evil --subresource=status --type=merge -p {\"status\":{\"mail\":\"ok\"}}",
                "patch pserver default -n evil --type=merge -p {\"spec\":{\"publicName\":\"policy.victim.example\"}}",
                "delete pserver default -n evil",
                "label pserver default -n evil mtasts.io/created-on-demand-",
                "annotate namespace evil --overwrite mtasts.io/domains=*",
                "annotate namespace victim --overwrite mtasts.io/domains-",
                "create namespace evil-too",
                "create rolebinding more -n evil --clusterrole=cluster-admin --user=mallory",
                "create clusterrolebinding more --clusterrole=edit --user=mallory",
                "get deployment mta-sts-operator -n mta-sts-system",
                "get secrets -n mta-sts-system",
                "patch crd maildomainpolicies.mtasts.io --type=merge -p {\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                "get clusterissuers",
                "get endpointslices -n victim",
            })
    void isForbidden(String command) {
        var run = cluster.mallory(command.split(" "));

        assertThat(run.exitCode()).as(run.stdout()).isNotZero();
        assertThat(run.stderr()).containsIgnoringCase("forbidden").contains("mallory");
        cluster.theVictimIsWell();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: mtasts.io/v1alpha1, kind: PolicyServer, metadata: {name: own, namespace: evil}}",
                "{apiVersion: mtasts.io/v1alpha1, kind: MailDomainPolicy, metadata: {name: x, namespace: victim},"
                        + " spec: {domain: evil.example, mx: [mx1.evil.example]}}",
                "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: forged, namespace: evil,"
                    + " labels: {app.kubernetes.io/managed-by: mta-sts-operator, app.kubernetes.io/instance: default,"
                    + " kubernetes.io/service-name: mta-sts-default}}, addressType: IPv4, endpoints: [{addresses:"
                    + " [10.0.0.1]}], ports: [{name: http, port: 6443}]}",
                "{apiVersion: v1, kind: Endpoints, metadata: {name: mta-sts-default, namespace: evil},"
                        + " subsets: [{addresses: [{ip: 10.0.0.1}], ports: [{port: 6443}]}]}",
                "{apiVersion: cert-manager.io/v1, kind: ClusterIssuer, metadata: {name: hers},"
                        + " spec: {selfSigned: {}}}",
                "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: x, namespace: mta-sts-system},"
                        + " spec: {defaultBackend: {service: {name: x, port: {number: 80}}}}}",
            })
    void isForbiddenToMake(String manifest) {
        var run = cluster.malloryWithInput(manifest, "create", "-f", "-");

        assertThat(run.exitCode()).as(run.stdout()).isNotZero();
        assertThat(run.stderr()).contains("forbidden").contains("mallory");
    }

    /** Nothing of what goes into the policy, the record, a file name or nginx's map can say more than a host name does. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "domain, evil.example\\nmx: victim.example",
        "domain, evil.example\\r\\n",
        "domain, ../../etc/passwd",
        "domain, evil.example/../victim.example",
        "domain, evil.example;",
        "domain, '$host.example'",
        "domain, '{{ include }}.example'",
        "domain, '\\\"; return 200; #.example'",
        "domain, '*.evil.example'",
        "domain, '.evil.example'",
        "domain, EVIL.example",
        "domain, evil..example",
        "domain, evil_1.example",
        "domain, victim.example.",
        "domain, 127.0.0.1",
        "domain, 'evil.example\\u0000'",
        "domain, 'victim.example\\u200b'",
        "domain, 'vi\u0441tim.example'",
        "mx, 'mx1.evil.example\\r\\nmode: none'",
        "mx, 'mx1.evil.example\\nmax_age: 1'",
        "mx, '*'",
        "mx, '*.*.evil.example'",
        "mx, 'mx1.evil.example '",
        "mx, 'mx1.evil.example, mx2.evil.example'",
        "mx, '[127.0.0.1]'",
        "rua, 'mailto:a@evil.example; rua=mailto:b@victim.example'",
        "rua, 'mailto:a@evil.example,mailto:b@victim.example'",
        "rua, 'mailto:a@evil.example\\r\\nv=TLSRPTv1'",
        "rua, 'http://169.254.169.254/latest/'",
        "rua, 'file:///etc/passwd'",
        "rua, 'mailto:a\\\"@evil.example'",
        "rua, 'mailto:a%zz@evil.example'",
        "rua, 'mailto:a@[evil.example]'",
        "rua, 'https://'",
        "rua, 'https://evil.example/#a#b'",
        "server, '../default'",
        "server, 'victim/default'",
    })
    void theSchemaRefuses(String field, String value) {
        var spec = new ArrayList<>(List.of("\"mode\": \"enforce\""));
        spec.add("\"domain\": \"%s\"".formatted(field.equals("domain") ? value : "odd.evil.example"));
        spec.add("\"mx\": [\"%s\"]".formatted(field.equals("mx") ? value : "mx1.evil.example"));
        if (field.equals("rua")) {
            spec.add("\"tlsReporting\": {\"rua\": [\"%s\"]}".formatted(value));
        }
        if (field.equals("server")) {
            spec.add("\"server\": \"%s\"".formatted(value));
        }
        var run = cluster.malloryWithInput("""
            {"apiVersion": "mtasts.io/v1alpha1", "kind": "MailDomainPolicy",
             "metadata": {"name": "odd", "namespace": "evil"}, "spec": {%s}}
            """.formatted(String.join(", ", spec)), "create", "-f", "-");

        assertThat(run.exitCode()).as(run.stdout()).isNotZero();
        assertThat(run.stderr())
                .contains("The MailDomainPolicy \"odd\" is invalid")
                .contains("spec." + (field.equals("rua") ? "tlsReporting.rua" : field));
    }

    /** One more than a name can have: the operator could not make a policy of it. */
    @Test
    void theSchemaRefusesAPatternThatIsTooLong() {
        var mx = "%s.%s.%s.%s.evil.example".formatted("l".repeat(63), "l".repeat(63), "l".repeat(63), "l".repeat(49));
        var run = cluster.malloryWithInput("""
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: long, namespace: evil}
            spec: {domain: long.evil.example, mx: [%s]}
            """.formatted(mx), "create", "-f", "-");

        assertThat(mx).hasSize(254);
        assertThat(run.stderr()).contains("spec.mx[0]: Too long: may not be more than 253 bytes");
    }

    @Test
    void theDomainOfAResourceCannotBeChanged() {
        var run = cluster.mallory(
                "patch",
                "mdp",
                "hers",
                "-n",
                "evil",
                "--type=merge",
                "-p",
                "{\"spec\":{\"domain\":\"victim.example\"}}");

        assertThat(run.stderr()).contains("cannot be changed: create another MailDomainPolicy for another domain");
    }

    /** What is no right of hers is no field of hers either: a status that comes with the resource is left out. */
    @Test
    void aStatusThatComesWithTheResourceIsLeftOut() {
        cluster.malloryApplies("""
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: forged, namespace: evil}
            spec: {domain: victim.example, mx: [mx1.evil.example]}
            status:
              policy: {id: "1", revision: 0, mode: none, maxAgeSeconds: 1, body: "forged", since: "2020-01-01T00:00:00Z"}
              conditions:
                - {type: CertificateReady, status: "False", reason: CertificateQueued, message: m,
                   observedGeneration: 1, lastTransitionTime: "2020-01-01T00:00:00Z"}
            """);

        var status = cluster.lab()
                .await(
                        "evil",
                        "forged",
                        io.mtasts.api.v1alpha1.ConditionType.Accepted,
                        io.mtasts.api.v1alpha1.ConditionStatus.FALSE,
                        "DomainNotGranted");
        assertThat(status.message()).doesNotContain("namespace victim");
        assertThat(cluster.lab().policy("evil", "forged").getStatus().policy()).isNull();
        cluster.theVictimIsWell();
    }
}
