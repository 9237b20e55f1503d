package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mtasts.lab.cluster.ApiServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart installed by Helm on a real API server, into a namespace that takes restricted pods only. */
class InstallationTest {
    private static ApiServer cluster;

    @BeforeAll
    static void install() {
        cluster = ApiServer.start();
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Chart.NAMESPACE)
                        .withLabels(Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build())
                .create();
        Chart.helm()
                .install()
                .withName(Chart.NAME)
                .withNamespace(Chart.NAMESPACE)
                .withKubeConfigContents(cluster.kubeconfig())
                .call();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** The operator's, that of the hook before an uninstall, and that of `helm test`. */
    @Test
    void podsPassWhereOnlyRestrictedOnesOfKnownSizeMay() {
        var hook =
                Chart.hooks(Job.class, "{}").getFirst().getSpec().getTemplate().getSpec();
        var namespace = SmallNamespace.limit(cluster.client(), Chart.NAMESPACE, hook);
        var deployment = cluster.client()
                .resources(Deployment.class)
                .inNamespace(Chart.NAMESPACE)
                .withName(Chart.NAME)
                .get();

        namespace.admit("operator", deployment.getSpec().getTemplate().getSpec());
        namespace.admit("hook", hook);
        namespace.admit("test", Chart.hooks(Pod.class, "{}").getFirst().getSpec());
    }

    /** What the operator's account may do; cluster-wide kinds have no namespace. */
    @ParameterizedTest(name = "{2} {0}/{1} in {3}: {4}")
    @CsvSource({
        "mtasts.io,                 maildomainpolicies,        patch,  mail, true",
        "mtasts.io,                 maildomainpolicies/status, update, mail, true",
        "mtasts.io,                 maildomainpolicies,        create, mail, false", // people write them
        "mtasts.io,                 maildomainpolicies,        delete, mail, false", // and people end them
        "mtasts.io,                 policyservers,             create, mail, true",
        "mtasts.io,                 policyservers,             delete, mail, true",
        "'',                        configmaps,                patch,  mail, true",
        "'',                        configmaps,                delete, mail, false",
        "apps,                      deployments,               create, mail, true",
        "networking.k8s.io,         ingresses,                 patch,  mail, true",
        "networking.k8s.io,         ingresses,                 delete, mail, true",
        "policy,                    poddisruptionbudgets,      delete, mail, true",
        "cert-manager.io,           certificates,              create, mail, true",
        "cert-manager.io,           clusterissuers,            watch,  '',   true",
        "cert-manager.io,           clusterissuers,            patch,  '',   false",
        "gateway.networking.k8s.io, gateways,                  watch,  '',   true",
        "gateway.networking.k8s.io, gateways,                  patch,  mail, false",
        "discovery.k8s.io,          endpointslices,            watch,  mail, true",
        "'',                        events,                    create, mail, true",
        "'',                        secrets,                   get,    mail, false",
        "'',                        secrets,                   list,   '',   false",
        "'',                        pods,                      create, mail, false",
        "'',                        pods/exec,                 create, mail, false",
        "coordination.k8s.io,       leases,                    create, mta-sts-system, true",
        "coordination.k8s.io,       leases,                    create, mail, false",
        "coordination.k8s.io,       leases,                    update, mta-sts-system, false", // but its own
        "coordination.k8s.io,       leases,                    list,   mta-sts-system, false",
        "'',                        namespaces,                list,   '',   false",
    })
    void mayDoWhatItMust(String group, String resource, String verb, String namespace, boolean allowed) {
        assertThat(may(
                        "system:serviceaccount:%s:%s".formatted(Chart.NAMESPACE, Chart.NAME),
                        "system:serviceaccounts",
                        group,
                        resource,
                        verb,
                        namespace))
                .isEqualTo(allowed);
    }

    @Test
    void anUpgradeBringsTheKindsUpToDateAndKeepsWhatPeopleWrote() {
        cluster.kubectl().run("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all");
        var written = cluster.kubectl().runWithInput("""
            apiVersion: mtasts.io/v1alpha1
            kind: MailDomainPolicy
            metadata: {name: example-com, namespace: default, finalizers: [mtasts.io/retire]}
            spec: {domain: example.com, mode: enforce, mx: [mx1.example.com]}
            """, "apply", "-f", "-", "-o", "jsonpath={.metadata.uid}");
        assertThat(written.exitCode()).as(written.stderr()).isZero();
        var crds = cluster.client().resources(CustomResourceDefinition.class);
        var policies = crds.withName("maildomainpolicies.mtasts.io");
        policies.patch(
                PatchContext.of(PatchType.JSON),
                "[{\"op\": \"remove\", \"path\": \"/spec/versions/0/additionalPrinterColumns/0\"}]");

        Chart.withValues(
                "{replicas: 3, settings: {mxCache: 2h}}",
                file -> Chart.helm()
                        .upgrade()
                        .withName(Chart.NAME)
                        .withNamespace(Chart.NAMESPACE)
                        .withValuesFile(file)
                        .withKubeConfigContents(cluster.kubeconfig())
                        .call());

        assertThat(policies.get().getSpec().getVersions().getFirst().getAdditionalPrinterColumns())
                .first()
                .satisfies(column -> assertThat(column.getName()).isEqualTo("DOMAIN"));
        assertThat(cluster.kubectl()
                        .run("get", "mdp", "example-com", "-n", "default", "-o", "jsonpath={.metadata.uid}")
                        .stdout())
                .as("the resource is the one that was written")
                .isEqualTo(written.stdout());
        assertThat(cluster.client()
                        .resources(Deployment.class)
                        .inNamespace(Chart.NAMESPACE)
                        .withName(Chart.NAME)
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(3);
    }

    private static boolean may(
            String user, String userGroup, String group, String resource, String verb, String namespace) {
        var slash = resource.indexOf('/');
        var review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(user)
                .withGroups(userGroup, "system:authenticated")
                .withNewResourceAttributes()
                .withGroup(group)
                .withResource(slash < 0 ? resource : resource.substring(0, slash))
                .withSubresource(slash < 0 ? "" : resource.substring(slash + 1))
                .withVerb(verb)
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        return cluster.client()
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
