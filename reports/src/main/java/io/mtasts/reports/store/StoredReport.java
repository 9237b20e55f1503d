package io.mtasts.reports.store;

import io.mtasts.reports.intake.Door;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A report as it came.
 *
 * @param json the report itself, decompressed; read-only
 */
public record StoredReport(Heading heading, ByteBuffer json) {
    public StoredReport {
        json = json.asReadOnlyBuffer();
    }

    /**
     * What is known of it without reading it.
     *
     * @param id in this store
     * @param submitter whose signature held, else whose name stands in the report
     * @param verified whether one held
     * @param name the sender's own for it, report-id; empty where there is none
     * @param start of the time that it is about
     * @param end of it
     */
    public record Heading(
            long id,
            Instant arrived,
            Door door,
            String submitter,
            boolean verified,
            String name,
            Instant start,
            Instant end) {}
}
