package io.mtasts.reports.file;

import io.mtasts.policy.Parsed;
import io.mtasts.tlsrpt.TlsReport;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What there was in a file, one at a time. */
public sealed interface ComeUpon {
    /** For a person: {@code all.mbox, message 3}. */
    String where();

    /**
     * A report, valid or not.
     *
     * @param raw as it would come in by mail or POST: JSON or gzip; read-only, and to be read through a duplicate
     * @param mail the whole mail that brought it, whose signatures can be looked at; read-only, and empty where it came in none
     */
    record AReport(String where, ByteBuffer raw, Parsed<TlsReport> parsed, Optional<ByteBuffer> mail)
            implements ComeUpon {
        public AReport {
            raw = raw.asReadOnlyBuffer();
            mail = mail.map(ByteBuffer::asReadOnlyBuffer);
        }
    }

    /**
     * Something else, among other things: a mail without a report, a picture.
     *
     * @param what it is, as a clause
     */
    record PassedOver(String where, String what) implements ComeUpon {}

    /**
     * What could not be read, so that reports may be missing.
     *
     * @param problem what is wrong, as a clause
     */
    record NotRead(String where, String problem) implements ComeUpon {}
}
