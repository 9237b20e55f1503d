package io.mtasts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The CRDs in git are those that the classes give. With {@code -Dcrds.update} this writes them instead. */
class CrdFilesTest {
    private static final Path DIRECTORY = Path.of("src/main/resources/META-INF/fabric8");

    @Test
    void areCurrent() throws IOException {
        var generated = GeneratedCrds.yaml();
        if (System.getProperty("crds.update") != null) {
            for (var file : generated.entrySet()) {
                Files.writeString(Files.createDirectories(DIRECTORY).resolve(file.getKey()), file.getValue());
            }
        }
        for (var file : generated.entrySet()) {
            var kept = DIRECTORY.resolve(file.getKey());
            assertThat(kept)
                    .overridingErrorMessage(
                            "crds/%s is not what the classes give. Refresh it and commit it: %s",
                            kept, GeneratedCrds.REFRESH)
                    .hasContent(file.getValue());
        }
    }

    @Test
    void describeEveryField() {
        for (var yaml : GeneratedCrds.yaml().values()) {
            var crd = new KubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
            var schema = crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
            assertThat(withoutDescription(crd.getSpec().getNames().getKind(), schema))
                    .isEmpty();
        }
    }

    private static Stream<String> withoutDescription(String path, JSONSchemaProps schema) {
        var own = schema.getDescription() == null ? Stream.of(path) : Stream.<String>empty();
        var items = schema.getItems() == null ? schema : schema.getItems().getSchema();
        var inside = items.getProperties().entrySet().stream()
                .flatMap(property -> withoutDescription(path + "." + property.getKey(), property.getValue()));
        return Stream.concat(own, inside);
    }

    @Test
    void areInTheJar() {
        assertThat(CustomResourceDefinitions.yaml())
                .contains("name: maildomainpolicies.mtasts.io", "\n---\n", "name: policyservers.mtasts.io");
    }
}
