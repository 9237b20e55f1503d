package io.mtasts.reports.receiver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mtasts.reports.admission.OurDomains;
import io.mtasts.reports.admission.Receipt;
import io.mtasts.reports.intake.Door;
import java.util.List;
import java.util.Locale;

/** Counts what a receiver does, for Prometheus. */
final class ReceiverMeters {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    ReceiverMeters(OurDomains ours) {
        Gauge.builder("mtasts_receiver_domains", ours, OurDomains::size)
                .description("Domains that reports are taken for; 0 before the operator has said which.")
                .strongReference(true)
                .register(registry);
        for (var door : List.of(Door.SMTP, Door.HTTPS)) {
            var _ = counter(door, "stored", ""); // so that they begin at nought
            var _ = counter(door, "later", "store");
        }
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    void count(Door door, Receipt receipt) {
        var counter = switch (receipt) {
            case Receipt.Stored _ -> counter(door, "stored", "");
            case Receipt.Known _ -> counter(door, "known", "");
            case Receipt.Refused refused -> counter(door, "refused", lower(refused.why()));
            case Receipt.Later later -> counter(door, "later", lower(later.why()));
        };
        counter.increment();
    }

    private Counter counter(Door door, String outcome, String reason) {
        return Counter.builder("mtasts_receiver_reports_total")
                .description(
                        "Mails and POSTs by what became of them: stored, known (stored before), refused, later (to be"
                                + " brought again); and why.")
                .tag("door", lower(door))
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    String text() {
        return registry.scrape();
    }
}
