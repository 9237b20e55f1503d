package io.mtasts.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A file beside the tests that shows a child as a person would write it. */
record YamlFile(String name) {
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();
    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    /** Is the object what the file shows, whole, in whatever order? */
    void shows(Object child) {
        assertThat(sortedYaml(KUBERNETES.asJson(child)))
                .as(name)
                .isEqualTo(sortedYaml(KUBERNETES.convertToJson(text())));
    }

    private String text() {
        try (var file = Objects.requireNonNull(YamlFile.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sortedYaml(String json) {
        try {
            var sorted = SORTED.writeValueAsString(SORTED.readValue(json, Object.class));
            return KUBERNETES.asYaml(SORTED.readTree(sorted));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
