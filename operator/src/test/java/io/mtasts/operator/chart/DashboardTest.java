package io.mtasts.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard as Grafana gets it. */
class DashboardTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void isLeftOutUnlessAskedFor() {
        assertThat(Chart.render(ConfigMap.class)).isEmpty();
    }

    @Test
    void isAConfigMapThatTheSidecarFinds() throws IOException {
        var map = Chart.render(ConfigMap.class, "monitoring: {dashboard: {enabled: true}}")
                .getFirst();

        assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(dashboard())
                .isEqualTo(JSON.readTree(
                        Chart.DIRECTORY.resolve("files/dashboard.json").toFile()));
    }

    @Test
    void panelsHaveATitleASpaceOfTheirOwnAndTheChosenDataSource() throws IOException {
        var taken = new ArrayList<String>();

        for (var panel : dashboard().path("panels")) {
            assertThat(panel.path("title").asText()).isNotBlank();
            var place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    taken.add(x + "," + y);
                }
            }
            panel.path("targets")
                    .forEach(target ->
                            assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
        }
        assertThat(taken).doesNotHaveDuplicates().allMatch(cell -> Integer.parseInt(cell.split(",")[0]) < 24);
    }

    @Test
    void everyQueryHasAnAnswerOfPrometheus(@TempDir Path directory) throws Exception {
        PrometheusTools.need();
        try (var prometheus = RunningPrometheus.start(directory)) {
            for (var query : queries()) {
                await(query)
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(prometheus.query(query).path("result"))
                                .as("answers to %s", query)
                                .isNotEmpty());
            }
        }
    }

    private static List<String> queries() throws IOException {
        UnaryOperator<String> chosen = query -> query.replace("$__rate_interval", "10s")
                .replace("$namespace", ".*")
                .replace("$domain", ".*");
        var queries = new ArrayList<String>();
        for (var panel : dashboard().path("panels")) {
            panel.path("targets")
                    .forEach(target ->
                            queries.add(chosen.apply(target.path("expr").asText())));
        }
        assertThat(queries).hasSizeGreaterThan(15).allMatch(query -> !query.contains("$"));
        return queries;
    }

    private static JsonNode dashboard() throws IOException {
        var map = Chart.render(ConfigMap.class, "monitoring: {dashboard: {enabled: true}}")
                .getFirst();
        return JSON.readTree(map.getData().get("mta-sts-operator.json"));
    }
}
