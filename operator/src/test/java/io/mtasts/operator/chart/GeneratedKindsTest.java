package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.operator.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chart carries copies, as a chart may not reach outside its folder; they are those that the API's classes give. */
class GeneratedKindsTest {
    private static final Path GENERATED = Path.of("../crds/src/main/resources/META-INF/fabric8");

    @Test
    void chartCarriesThem() throws IOException {
        for (var name : files(GENERATED)) {
            new GeneratedFile("helm/mta-sts-operator/files/crds/" + name)
                    .holds(Files.readString(GENERATED.resolve(name)));
        }
        assertThat(files(Chart.DIRECTORY.resolve("files/crds"))).isEqualTo(files(GENERATED));
    }

    private static List<String> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
