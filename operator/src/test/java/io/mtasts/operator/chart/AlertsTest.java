package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alerts as the chart makes them of its values. */
class AlertsTest {
    private static final String WITH_LINKS =
            "monitoring: {prometheusRule: {enabled: true, runbookBase: \"https://docs.example.com\"}}";

    @Test
    void areLeftOutUnlessAskedFor() {
        assertThat(Chart.render("PrometheusRule", "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", settings: {domainMetrics: false}"})
    void eachSaysWhatToDo(String settings) throws IOException {
        var documentation = Files.readString(Path.of("../docs/alerts.md"));

        assertThat(alerts("{" + WITH_LINKS + settings + "}")).isNotEmpty().allSatisfy(alert -> {
            var name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).isNotBlank();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo("https://docs.example.com/alerts.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(documentation).contains("\n## " + name + "\n");
        });
    }

    @Test
    void haveNoLinkWithoutAPlaceToLeadTo() {
        assertThat(alerts("monitoring: {prometheusRule: {enabled: true}}"))
                .allSatisfy(alert ->
                        assertThat(alert.at("/annotations").has("runbook_url")).isFalse());
    }

    @Test
    void countWhereThereAreNoSeriesByDomain() {
        var names = names("{" + WITH_LINKS + ", settings: {domainMetrics: false}}");

        assertThat(names)
                .contains("MTASTSPoliciesNotReady", "MTASTSNoLeader")
                .contains("MTASTSPoliciesMailRefused", "MTASTSPoliciesMailRecovering")
                .doesNotContain("MTASTSNotReady", "MTASTSMailRefused");
    }

    @Test
    void callNobodyBlindWhoWasToldNotToLook() {
        assertThat(names("{" + WITH_LINKS + "}")).contains("MTASTSOperatorBlind");
        assertThat(names("{" + WITH_LINKS + ", settings: {noSmtp: true}}")).doesNotContain("MTASTSOperatorBlind");
    }

    @Test
    void waitAsLongAsTheSoakMayTake() {
        var alert = alerts("monitoring: {prometheusRule: {enabled: true, rolloutStuckAfter: 30d}}").stream()
                .filter(one -> one.path("alert").asText().equals("MTASTSRolloutStuck"))
                .findFirst()
                .orElseThrow();

        assertThat(alert.path("for").asText()).isEqualTo("30d");
    }

    @Test
    void prometheusFindsThemWellFormedAndFiresThem(@TempDir Path directory) throws Exception {
        PrometheusTools.need();
        new YAMLMapper().writeValue(directory.resolve("rules.yaml").toFile(), rules(WITH_LINKS));
        new YAMLMapper()
                .writeValue(
                        directory.resolve("counts.yaml").toFile(),
                        rules("{" + WITH_LINKS + ", settings: {domainMetrics: false}}"));
        for (var file : List.of("alerts-test.yaml", "counts-test.yaml")) {
            try (InputStream tests = AlertsTest.class.getResourceAsStream(file)) {
                Files.copy(Objects.requireNonNull(tests), directory.resolve(file));
            }
        }

        var checked = PrometheusTools.promtool(directory, "check", "rules", "rules.yaml", "counts.yaml");
        var tested = PrometheusTools.promtool(directory, "test", "rules", "alerts-test.yaml", "counts-test.yaml");

        assertThat(checked.exit()).as(checked.text()).isZero();
        assertThat(tested.exit()).as(tested.text()).isZero();
    }

    private static List<String> names(String values) {
        return alerts(values).stream()
                .map(alert -> alert.path("alert").asText())
                .toList();
    }

    private static List<JsonNode> alerts(String values) {
        return StreamSupport.stream(rules(values).path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .toList();
    }

    /** As a file of rules. */
    private static JsonNode rules(String values) {
        return new ObjectMapper()
                .valueToTree(Chart.render("PrometheusRule", values).getFirst().get("spec"));
    }
}
