package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.mtasts.lab.cluster.ApiServer;
import io.mtasts.lab.cluster.Crds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example can be applied as it is, to a cluster with cert-manager and the Gateway API in which the chart is installed. */
class ExamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Path DIRECTORY = ROOT.resolve("examples");

    private static ApiServer cluster;

    @BeforeAll
    static void installChart() {
        cluster = ApiServer.start();
        Crds.CERT_MANAGER.install(cluster.client());
        Crds.GATEWAY_API.install(cluster.client());
        for (var namespace : new String[] {Chart.NAMESPACE, "mail"}) {
            HasMetadata wanted = new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(namespace)
                    .endMetadata()
                    .build();
            cluster.client().resource(wanted).create();
        }
        Chart.helm()
                .install()
                .withName(Chart.NAME)
                .withNamespace(Chart.NAMESPACE)
                .withKubeConfigContents(cluster.kubeconfig())
                .call();
        cluster.kubectl().run("wait", "--for=condition=Established", "--timeout=30s", "crd", "--all");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static Stream<String> examples() throws IOException {
        try (var files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void canBeApplied(String example) {
        var file = DIRECTORY.resolve(example).toString();
        var applied =
                cluster.kubectl().run("apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", file);

        assertThat(applied.stderr()).isEmpty();
        assertThat(applied.exitCode()).isZero();
        assertThat(applied.stdout()).contains("serverside-applied (server dry run)");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void beginsWithWhatToEdit(String example) throws IOException {
        var comment = Files.readString(DIRECTORY.resolve(example)).split("\napiVersion")[0];

        assertThat(comment.lines()).allMatch(line -> line.startsWith("#"));
        assertThat(comment).contains("Edit: ");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isFoundFromTheReadme(String example) {
        assertThat(ROOT.resolve("README.md")).content().contains("(examples/%s)".formatted(example));
    }
}
