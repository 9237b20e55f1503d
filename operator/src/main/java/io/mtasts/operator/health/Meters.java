package io.mtasts.operator.health;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mtasts.operator.controller.Controllers;
import io.mtasts.operator.controller.MetricsSink;
import io.mtasts.operator.controller.RecordMove;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Counts what the operator does, and writes it down in Prometheus' text format. */
final class Meters implements MetricsSink {
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** From an answer at once to the end of every timeout. */
    private static final Duration[] LOOK_BUCKETS = Stream.of(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    /** What the names of the Java Operator SDK's meters begin with. */
    private static final List<String> RECONCILIATIONS =
            List.of("reconciliations.", "events.received", "custom_resources");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PrometheusTextFormatWriter text = PrometheusTextFormatWriter.create();
    private final Metrics reconciliations;
    private final Timer looks;
    private boolean ofTheProcess;

    Meters() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return RECONCILIATIONS.stream().anyMatch(id.getName()::startsWith)
                        ? id.withName("operator.sdk." + id.getName())
                        : id;
            }
        });
        this.reconciliations = MicrometerMetricsV2.newBuilder(registry).build();
        this.looks = Timer.builder(Metric.LOOK_DURATION.prometheusName())
                .description(Metric.LOOK_DURATION.help())
                .serviceLevelObjectives(LOOK_BUCKETS)
                .register(registry);
        for (var move : RecordMove.values()) {
            var _ = records(move); // so that it begins at nought
        }
    }

    /** From now on there is something to tell of these. */
    void watch(Controllers controllers, boolean eachDomain) {
        gauge(Metric.LEADER, controllers, known -> known.isLeader() ? 1 : 0);
        gauge(Metric.LOOKS_WAITING, controllers, known -> known.prober().waiting());
        MultiCollector domains = new DomainSeries(
                () -> controllers.isLeader() ? controllers.policies() : Stream.empty(),
                controllers::latestView,
                eachDomain);
        registry.getPrometheusRegistry().register(domains);
    }

    private void gauge(Metric metric, Controllers controllers, ToDoubleFunction<Controllers> value) {
        Gauge.builder(metric.prometheusName(), controllers, value)
                .description(metric.help())
                .strongReference(true)
                .register(registry);
    }

    private Counter counter(Metric metric, String... labelValues) {
        var counter = Counter.builder(metric.prometheusName()).description(metric.help());
        for (int i = 0; i < labelValues.length; i++) {
            counter.tag(metric.labels().get(i), labelValues[i]);
        }
        return counter.register(registry);
    }

    private Counter records(RecordMove move) {
        return counter(Metric.RECORDS, move.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Metrics reconciliations() {
        return reconciliations;
    }

    @Override
    public void probed(Duration took) {
        looks.record(took);
    }

    @Override
    public void moved(RecordMove move) {
        records(move).increment();
    }

    /** A request that writes was answered. */
    void wrote(String kind, String verb) {
        counter(Metric.API_WRITES, kind, verb).increment();
    }

    /** What all meters say now, gathered for one who asks at a time. */
    synchronized MetricSnapshots read() {
        bindProcess();
        return registry.getPrometheusRegistry().scrape();
    }

    void write(OutputStream out, MetricSnapshots values) throws IOException {
        text.write(out, values, EscapingScheme.DEFAULT);
    }

    /** Not before somebody asks: it costs as much time as all else here, and a start should be short. */
    private void bindProcess() {
        if (!ofTheProcess) {
            ofTheProcess = true;
            Stream.of(
                            new JvmMemoryMetrics(),
                            new JvmThreadMetrics(),
                            new ProcessorMetrics(),
                            new UptimeMetrics(),
                            new FileDescriptorMetrics())
                    .forEach(binder -> binder.bindTo(registry));
        }
    }
}
