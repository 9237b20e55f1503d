package io.mtasts.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isTheVersionThatIsPinned() {
        assertThat(server.client().getKubernetesVersion().getGitVersion()).isEqualTo("v" + KubeBinaries.VERSION);
    }

    @Test
    void keepsItsDataAndItsPortOverARestart() {
        var note = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("kept")
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("a", "b"))
                .build();
        server.client().resource(note).create();
        server.restart();
        assertThat(server.client().resource(note).get().getData()).containsEntry("a", "b");
    }

    @Test
    void refusesWhatAnImpersonatedAccountHasNoRoleFor() {
        var nobody = new ConfigBuilder(server.config())
                .withImpersonateUsername("system:serviceaccount:default:nobody")
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(nobody).build()) {
            assertThatThrownBy(() -> client.configMaps().inNamespace("default").list())
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("cannot list resource \"configmaps\"");
        }
    }

    @Test
    void kubectlTalksToIt() {
        var run = server.kubectl().run("get", "namespace", "default", "-o", "name");
        assertThat(run).isEqualTo(new Invocation.Result(0, "namespace/default\n", ""));
    }
}
