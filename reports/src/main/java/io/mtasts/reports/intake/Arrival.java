package io.mtasts.reports.intake;

import io.mtasts.tlsrpt.TlsReport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A report that came in and was read.
 *
 * @param raw as it came: JSON, plain or gzip; read-only, and to be read through a duplicate
 * @param signer the domain of a DKIM signature that holds, in lower case; empty where nobody vouches for the report: only what is signed can
 *     be evidence (RFC 8460 section 3)
 * @param at when it came in
 */
public record Arrival(TlsReport report, ByteBuffer raw, Door door, Optional<String> signer, Instant at) {
    public Arrival {
        raw = raw.asReadOnlyBuffer();
    }

    /** Who is taken to have sent it: the signer, else what the report calls itself, which anybody can write. */
    public String submitter() {
        return signer.or(report::organization).orElse("");
    }
}
