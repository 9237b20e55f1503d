package io.mtasts.operator.controller;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;

/** Is told what the controllers do, to count it. */
public interface MetricsSink {
    /** For when nobody asks. */
    MetricsSink NONE = new MetricsSink() {
        @Override
        public Metrics reconciliations() {
            return Metrics.NOOP;
        }

        @Override
        public void probed(Duration took) {}

        @Override
        public void moved(RecordMove move) {}
    };

    /** What the Java Operator SDK reports to. */
    Metrics reconciliations();

    /** A domain was probed. */
    void probed(Duration took);

    /** The status of a domain says something else of its record. */
    void moved(RecordMove move);
}
