package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** values.yaml is read before anything else of the chart is. */
class ValuesTest {
    private static final int FEW = 60;

    private final String text = read("values.yaml");
    private final JsonNode schema = json("values.schema.json");

    @Test
    void thereAreNotTooMany() throws IOException {
        assertThat(leaves(new YAMLMapper().readTree(text), schema)).hasSizeBetween(20, FEW);
    }

    @Test
    void theSchemaKnowsThemAllAndNoOthers() throws IOException {
        var values = new YAMLMapper().readTree(text);

        same("", values, schema);
    }

    /** A setting has its default or an example in a comment: {@code # mxCache: 1h}; those for labs are not shown. */
    @Test
    void everySettingIsExplained() {
        var settings = text.substring(text.indexOf("\nsettings: {}"));
        var explained = Pattern.compile("(?m)^ {2}# (\\w+):")
                .matcher(settings.substring(0, settings.indexOf("\n\n")))
                .results()
                .map(match -> match.group(1))
                .toList();
        var known = schema.at("/properties/settings/properties").properties().stream()
                .filter(setting -> !setting.getValue().has("$comment"))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(explained).containsExactlyInAnyOrderElementsOf(known);
    }

    /** Leaves of the schema, or values that the schema leaves to Kubernetes. */
    private static List<JsonNode> leaves(JsonNode values, JsonNode schema) {
        var found = new ArrayList<JsonNode>();
        values.properties().forEach(value -> {
            var below = schema.path("properties").path(value.getKey());
            if (below.has("properties") && value.getValue().size() > 0) {
                found.addAll(leaves(value.getValue(), below));
            } else {
                found.add(value.getValue());
            }
        });
        return found;
    }

    private static void same(String at, JsonNode values, JsonNode schema) {
        assertThat(schema.path("additionalProperties").asBoolean(true))
                .as("unknown keys below %s", at)
                .isFalse();
        var names = new ArrayList<String>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        names.removeAll(List.of("global", "enabled"));
        var written = new ArrayList<String>();
        values.fieldNames().forEachRemaining(written::add);
        written.remove("enabled");
        if (!at.equals("/settings") && !at.endsWith("esources") && !at.equals("/affinity")) {
            assertThat(written).as(at).containsExactlyInAnyOrderElementsOf(names);
        }
        values.properties().forEach(value -> {
            var below = schema.path("properties").path(value.getKey());
            if (below.has("properties")) {
                same(at + "/" + value.getKey(), value.getValue(), below);
            }
        });
    }

    private static String read(String file) {
        try {
            return Files.readString(Chart.DIRECTORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String file) {
        try {
            return new ObjectMapper().readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
