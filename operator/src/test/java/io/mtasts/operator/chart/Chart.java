package io.mtasts.operator.chart;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Helm chart of this repository. */
final class Chart {
    static final Path DIRECTORY =
            Path.of("../helm/mta-sts-operator").toAbsolutePath().normalize();

    /** The release, and with it the objects. */
    static final String NAME = "mta-sts-operator";

    static final String NAMESPACE = "mta-sts-system";

    private static final String KUBERNETES = "1.36.3";

    private Chart() {}

    static Helm helm() {
        return new Helm(DIRECTORY);
    }

    /** The objects of that kind that an installation with these values, written in YAML, would make. */
    static <T extends HasMetadata> List<T> render(Class<T> kind, String values) {
        try {
            var file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return objects(helm().template()
                                .withName(NAME)
                                .withNamespace(NAMESPACE)
                                .withKubeVersion(KUBERNETES)
                                .withValuesFile(file)
                                .call())
                        .stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the chart is, with no value changed. */
    static <T extends HasMetadata> List<T> render(Class<T> kind) {
        return render(kind, "{}");
    }

    static List<HasMetadata> objects(String yaml) {
        List<HasMetadata> objects = new KubernetesSerialization()
                .unmarshal(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        return objects;
    }
}
