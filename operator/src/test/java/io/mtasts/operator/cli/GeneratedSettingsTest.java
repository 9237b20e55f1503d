package io.mtasts.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mtasts.operator.GeneratedFile;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Chart and documentation know the settings that the program knows, and no others. */
class GeneratedSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final Pattern LIMITS = Pattern.compile("is a whole number from (\\d+) to (\\d+)");

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
        if (setting.scope() == Setting.Scope.LAB) {
            property.put("$comment", "For a lab that stands in for the internet: values.yaml does not show it.");
        }
        switch (setting.form()) {
            case ONE -> restrict(setting, property);
            case LIST -> restrict(setting, property.put("type", "array").putObject("items"));
            case SWITCH -> property.put("type", "boolean");
        }
    }

    /** As far as a schema can say what the program takes: what stands for the value in the help tells its form. */
    private static void restrict(Setting setting, ObjectNode value) {
        switch (setting.label()) {
            case "N", "SECONDS" -> limits(setting, value.put("type", "integer"));
            case "true|false" -> value.put("type", "boolean");
            case "TIME" -> text(value, "^([0-9]+(h|m|s))+$");
            case "CIDR" -> text(value, "^[0-9a-fA-F.:]+/[0-9]{1,3}$");
            case "HOST[:PORT]" -> text(value, "^[^\\s,=]+$");
            case "HOST[:PORT]=HOST[:PORT]" -> text(value, "^[^\\s,=]+=[^\\s,=]+$");
            case "socks5|http://[USER:PASSWORD@]HOST[:PORT]" -> text(value, "^(socks5|http)://[^\\s,]+$");
            case "NAMESPACE" -> text(value, "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$");
            case "[KIND/]NAME" -> text(value, "^([A-Za-z][A-Za-z0-9]*/)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$");
            default -> {
                if (setting.label().contains("|")) {
                    var choices = value.putArray("enum");
                    Arrays.stream(setting.label().split("\\|")).forEach(choices::add);
                } else {
                    text(value, "^[^\\s,]+$");
                }
            }
        }
    }

    private static void text(ObjectNode value, String pattern) {
        value.put("type", "string").put("pattern", pattern);
    }

    /** The program says them itself, to whoever writes no number. */
    private static void limits(Setting setting, ObjectNode value) {
        var said = LIMITS.matcher(new Shell().run("run", setting.flag(), "many").err());
        assertThat(said.find()).as("limits of %s", setting.flag()).isTrue();
        value.put("minimum", Integer.parseInt(said.group(1))).put("maximum", Integer.parseInt(said.group(2)));
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
                .filter(setting -> setting.scope() == scope)
                .map(GeneratedSettingsTest::row)
                .collect(Collectors.joining("", """
                    | flag | environment | chart | default | what it does |
                    |---|---|---|---|---|
                    """, ""));
    }

    private static String row(Setting setting) {
        var flag = (setting.flag() + " " + setting.label().replace("|", "\\|")).trim();
        return "| `%s` | `%s` | `%s` | %s | %s |%n"
                .formatted(
                        flag,
                        setting.variable(),
                        setting.chartValue(),
                        setting.usual().isEmpty() ? "" : "`" + setting.usual() + "`",
                        setting.help());
    }
}
