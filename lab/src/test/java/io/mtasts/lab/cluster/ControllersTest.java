package io.mtasts.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each stand-in for a controller, by what it does to the objects of the cluster. */
class ControllersTest extends LabClusterFixture {
    @Test
    void podsThatAreNotReadyAreNotAsked() {
        awaitServed();
        cluster.controllers().limitReady(namespace, "policy", 0);
        await().untilAsserted(() -> assertThat(fetch().status()).startsWith("HTTP/1.1 503"));
        await().untilAsserted(() ->
                assertThat(deployment().getStatus().getReadyReplicas()).isNull());
    }

    @Test
    void whatLosesItsOwnerIsRemoved() {
        var owner = client().resource(configMap("owner", "a", "b")).create();
        var owned = configMap("owned", "a", "b");
        owned.getMetadata()
                .setOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("owner")
                        .withUid(owner.getMetadata().getUid())
                        .build()));
        client().resource(owned).create();
        await().during(Duration.ofMillis(300))
                .until(() -> client().resource(owned).get() != null);
        client().resource(owner).delete();
        await().untilAsserted(() -> assertThat(client().resource(owned).get()).isNull());
    }

    @Test
    void aNamespaceGoesOnceItsContentsHaveLetGo() {
        var held = configMap("held", "a", "b");
        held.getMetadata().setFinalizers(List.of("mtasts.io/retire"));
        client().resource(held).create();
        client().namespaces().withName(namespace).delete();
        await().untilAsserted(() -> assertThat(deployment()).isNull());
        assertThat(client().namespaces().withName(namespace).get()).isNotNull();
        client().resource(held)
                .edit(current -> new ConfigMapBuilder(current)
                        .editMetadata()
                        .withFinalizers(List.of())
                        .endMetadata()
                        .build());
        await().untilAsserted(() ->
                assertThat(client().namespaces().withName(namespace).get()).isNull());
    }

    @Test
    void clusterRolesAreAddedUp() {
        var addition = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName("lab-edit")
                .addToLabels("rbac.authorization.k8s.io/aggregate-to-edit", "true")
                .endMetadata()
                .addNewRule()
                .withApiGroups("mtasts.io")
                .withResources("maildomainpolicies")
                .withVerbs("*")
                .endRule()
                .build();
        client().resource(addition).create();
        await().untilAsserted(() -> assertThat(
                        client().rbac().clusterRoles().withName("edit").get().getRules())
                .containsAll(addition.getRules()));
    }
}
