package io.mtasts.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mtasts.operator.GeneratedFile;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Chart and documentation know the settings that the program knows, and no others. */
class GeneratedSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void chartValues() throws JsonProcessingException {
        var schema = new GeneratedFile("helm/mta-sts-operator/values.schema.json");
        var whole = (ObjectNode) JSON.readTree(schema.text());
        var settings = (ObjectNode) whole.path("properties").path("settings").path("properties");
        settings.removeAll();
        Arrays.stream(Setting.values()).forEach(setting -> describe(setting, settings.putObject(setting.chartValue())));

        schema.holds(JSON.writeValueAsString(whole) + "\n");
    }

    private static void describe(Setting setting, ObjectNode property) {
        property.put("description", setting.help());
        switch (setting.form()) {
            case ONE -> property.putArray("type").add("string").add("integer");
            case LIST -> property.put("type", "array").putObject("items").put("type", "string");
            case SWITCH -> property.put("type", "boolean");
        }
    }

    @Test
    void documentation() {
        new GeneratedFile("docs/settings.md")
                .holds("""
                    # Settings of `mta-sts-operator run`

                    Each setting is a flag, an environment variable and a value of the chart (below `settings`); the flag wins over the
                    variable. `check` has those of the first table too, as flags. TIME is written like `90s`, `2m` or `1h30m`; several
                    values are separated by commas, or the flag is repeated, or the chart's value is a list.

                    ## How it looks at domains

                    %s
                    ## What it does in the cluster

                    %s\
                    """.formatted(table(Setting.Scope.NETWORK), table(Setting.Scope.RUN)));
    }

    private static String table(Setting.Scope scope) {
        return Arrays.stream(Setting.values())
                .filter(setting -> Setting.network().contains(setting) == (scope == Setting.Scope.NETWORK))
                .map(GeneratedSettingsTest::row)
                .collect(Collectors.joining("", """
                    | flag | environment | chart | default | what it does |
                    |---|---|---|---|---|
                    """, ""));
    }

    private static String row(Setting setting) {
        var flag = (setting.flag() + " " + setting.label()).trim();
        return "| `%s` | `%s` | `%s` | %s | %s |%n"
                .formatted(
                        flag,
                        setting.variable(),
                        setting.chartValue(),
                        setting.usual().isEmpty() ? "" : "`" + setting.usual() + "`",
                        setting.help());
    }
}
