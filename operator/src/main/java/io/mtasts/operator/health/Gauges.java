package io.mtasts.operator.health;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values of gauges, as they are gathered for one answer. */
final class Gauges {
    private final Map<Metric, Series> series = new EnumMap<>(Metric.class);

    private record Series(MetricMetadata metadata, List<String> labels, List<GaugeDataPointSnapshot> points) {
        static Series of(Metric metric) {
            return new Series(
                    new MetricMetadata(metric.prometheusName(), metric.help()), metric.labels(), new ArrayList<>());
        }
    }

    /** @param labels the values, in the order of the metric's labels */
    void add(Metric metric, double value, String... labels) {
        var one = series.computeIfAbsent(metric, Series::of);
        one.points().add(new GaugeDataPointSnapshot(value, Labels.of(one.labels(), List.of(labels)), null));
    }

    MetricSnapshots snapshots() {
        var snapshots = new ArrayList<MetricSnapshot>();
        series.values().forEach(one -> snapshots.add(new GaugeSnapshot(one.metadata(), one.points())));
        return new MetricSnapshots(snapshots);
    }
}
