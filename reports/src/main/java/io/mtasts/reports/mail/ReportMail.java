package io.mtasts.reports.mail;

import io.mtasts.policy.Parsed;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A mail that brings at least one TLS report (RFC 8460 section 5.3). What its header says is what anybody could write: only a signature
 * that holds vouches for it.
 *
 * @param policyDomain whom the mail says the report is about: TLS-Report-Domain, in lower case; empty when absent, as with the next two,
 *     or given several times and differently
 * @param submitter who the mail says reports: TLS-Report-Submitter, in lower case
 * @param fromDomain of the address in From, in lower case; empty too when that has several addresses
 * @param reports in the order of the mail, at least one; senders that follow the RFC send one
 */
public record ReportMail(
        Optional<String> policyDomain,
        Optional<String> submitter,
        Optional<String> fromDomain,
        List<AttachedReport> reports) {
    /**
     * A part of a mail that is a report by its media type and its file name.
     *
     * @param name of the file; empty when the mail gives none
     * @param raw as the sender attached it, JSON or gzip; read-only, and to be read through a duplicate
     */
    public record AttachedReport(Optional<String> name, ByteBuffer raw) {
        public AttachedReport {
            raw = raw.asReadOnlyBuffer();
        }

        /** Reads the report itself. */
        public Parsed<TlsReport> parse() {
            return parse(TlsReportParser.READ_LIMIT);
        }

        /** The same, up to so many bytes once it is decompressed. */
        public Parsed<TlsReport> parse(int most) {
            var bytes = new byte[raw.remaining()];
            raw.duplicate().get(bytes);
            return TlsReportParser.parse(bytes, most);
        }
    }

    public ReportMail {
        reports = List.copyOf(reports);
    }

    /**
     * Reads a mail to its end, part by part; nothing of it is kept but the reports. Line ends may be CRLF or LF.
     *
     * @throws NotAReport when no part of it is a report, when it is no mail, or when it is beyond the limits
     * @throws IOException when {@code mail} throws it
     */
    public static ReportMail read(InputStream mail, MailLimits limits) throws NotAReport, IOException {
        return new MailReading(mail, limits).read();
    }
}
