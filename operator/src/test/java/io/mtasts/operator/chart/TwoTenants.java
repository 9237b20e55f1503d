package io.mtasts.operator.chart;

import static io.mtasts.api.v1alpha1.ConditionStatus.TRUE;
import static io.mtasts.api.v1alpha1.ConditionType.Ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.IssuerRef;
import io.mtasts.lab.Domain;
import io.mtasts.lab.cluster.Invocation;
import io.mtasts.operator.OperatorLab;
import io.mtasts.operator.SettingsOf;
import io.mtasts.operator.settings.Tenancy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A cluster with the chart's roles in which domains are granted. Namespace {@code victim} serves victim.example; mallory has the role
 * {@code edit} in namespace {@code evil}, to which evil.example and all below it is granted, and no other right.
 */
final class TwoTenants implements AutoCloseable {
    static final String HERS = "evil.example,*.evil.example";

    private final OperatorLab lab = OperatorLab.withCertManager();

    TwoTenants(int certificatesAtATime) {
        lab.namespace(Chart.NAMESPACE);
        lab.namespace("victim");
        lab.namespace("evil");
        install();
        grant("victim", "victim.example,*.victim.example");
        grant("evil", HERS);
        lab.apply("""
            # As cert-manager's own chart has it.
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: cert-manager-edit
              labels: {rbac.authorization.k8s.io/aggregate-to-edit: "true"}
            rules:
              - apiGroups: [cert-manager.io]
                resources: [certificates, certificaterequests, issuers]
                verbs: [create, delete, deletecollection, get, list, patch, update, watch]
            """);
        lab.kubectl("create", "rolebinding", "mallory", "-n", "evil", "--clusterrole=edit", "--user=mallory");
        Awaitility.await("the roles are added up")
                .atMost(Duration.ofSeconds(30))
                .until(() -> mayCreate("maildomainpolicies") && mayCreate("certificates"));
        lab.startOperatorAs(
                Chart.NAMESPACE,
                Chart.NAME,
                SettingsOf.like(lab.settings(Duration.ofSeconds(1)))
                        .tenancy(Tenancy.GRANTED)
                        .allowedIssuers(new IssuerRef("letsencrypt", "ClusterIssuer", null))
                        .certificates(certificatesAtATime, 1000)
                        .build());
        served("victim", "policy", "victim.example");
    }

    private void install() {
        try {
            var values = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(values, "{crds: {enabled: false}, settings: {tenancyDomains: Granted}}");
                Chart.helm()
                        .install()
                        .withName(Chart.NAME)
                        .withNamespace(Chart.NAMESPACE)
                        .withValuesFile(values)
                        .withKubeConfigContents(lab.cluster().apiServer().kubeconfig())
                        .call();
            } finally {
                Files.delete(values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean mayCreate(String kind) {
        return mallory("auth", "can-i", "create", kind, "-n", "evil").exitCode() == 0;
    }

    OperatorLab lab() {
        return lab;
    }

    /** An administrator grants domains. */
    void grant(String namespace, String domains) {
        lab.kubectl("annotate", "namespace", namespace, "--overwrite", "mtasts.io/domains=" + domains);
    }

    /** A domain that is served and Ready. */
    Domain served(String namespace, String name, String domainName) {
        var domain = lab.domain(domainName);
        lab.apply(OperatorLab.manifest(namespace, name, domainName));
        lab.publish(namespace, name, domain);
        lab.await(namespace, name, Ready, TRUE, "AllGood");
        return domain;
    }

    /** Mallory runs kubectl. */
    Invocation.Result mallory(String... arguments) {
        return malloryWithInput("", arguments);
    }

    Invocation.Result malloryWithInput(String input, String... arguments) {
        var all = new ArrayList<>(List.of("--as=mallory", "--as-group=system:authenticated"));
        all.addAll(List.of(arguments));
        return lab.cluster().apiServer().kubectl().runWithInput(input, all.toArray(String[]::new));
    }

    /** Mallory applies what she may. */
    void malloryApplies(String manifest) {
        var run = malloryWithInput(manifest, "apply", "-f", "-");
        assertThat(run.exitCode()).as(run.stderr()).isZero();
    }

    /** Whatever happened, the victim's domain is as it was. */
    void theVictimIsWell() {
        var policy = lab.policy("victim", "policy");
        assertThat(policy.getStatus().condition(Ready))
                .hasValueSatisfying(
                        ready -> assertThat(ready.holds()).as(ready.message()).isTrue());
        assertThat(policy.getStatus().policy().body()).contains("mx: mx1.victim.example\r\n");
    }

    @Override
    public void close() {
        lab.close();
    }
}
