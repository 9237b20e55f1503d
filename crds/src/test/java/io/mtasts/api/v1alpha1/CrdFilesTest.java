package io.mtasts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void areInTheJar() {
        assertThat(CustomResourceDefinitions.yaml())
                .contains("name: maildomainpolicies.mtasts.io", "\n---\n", "name: policyservers.mtasts.io");
    }
}
