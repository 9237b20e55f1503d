package io.mtasts.reports.mail;

import io.mtasts.check.Listed;
import io.mtasts.policy.Excerpt;
import io.mtasts.reports.mail.NotAReport.Why;
import io.mtasts.reports.mail.ReportMail.AttachedReport;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.io.MaxHeaderLengthLimitException;
import org.apache.james.mime4j.io.MaxHeaderLimitException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/** One pass over a mail, which keeps the header fields that matter and the parts that are reports. */
final class MailReading {
    private final MailLimits limits;
    private final BoundedStream in;
    private final MimeTokenStream mail;
    private final MailHeader header = new MailHeader();
    private final List<AttachedReport> reports = new ArrayList<>();
    /** Media types of the other parts, to be named where there is no report. */
    private final Set<String> others = new LinkedHashSet<>();

    private PartHeader part = new PartHeader();
    private boolean headerEnded;
    private int depth;
    private int parts;

    MailReading(InputStream in, MailLimits limits) {
        this.limits = limits;
        this.in = new BoundedStream(in, limits.bytes());
        this.mail = new MimeTokenStream(new MimeConfig.Builder()
                .setMaxLineLen(-1) // of a body too: some senders do not wrap base64
                .setMaxHeaderLen(limits.fieldBytes())
                .setMaxHeaderCount(limits.fields())
                .build());
    }

    ReportMail read() throws NotAReport, IOException {
        try {
            mail.parse(in);
            for (var state = mail.getState(); state != EntityState.T_END_OF_STREAM; state = mail.next()) {
                at(state);
            }
        } catch (BoundedStream.Exceeded e) {
            throw tooMuch("the mail has more than %d bytes".formatted(limits.bytes()));
        } catch (MaxHeaderLimitException | MaxHeaderLengthLimitException e) {
            throw tooMuch("a header of the mail has more than %d fields, or one of more than %d bytes"
                    .formatted(limits.fields(), limits.fieldBytes()));
        } catch (MimeException | MimeIOException e) {
            throw new NotAReport(Why.MALFORMED, "the mail is malformed: " + Excerpt.of(String.valueOf(e.getMessage())));
        }
        return result();
    }

    private static NotAReport tooMuch(String problem) {
        return new NotAReport(Why.TOO_MUCH, problem + ": it was not read further");
    }

    private void at(EntityState state) throws NotAReport, IOException {
        switch (state) {
            case T_START_HEADER -> part = new PartHeader();
            case T_FIELD -> field(mail.getField());
            case T_END_HEADER -> headerEnded = true;
            case T_START_MULTIPART, T_START_MESSAGE -> deeper();
            case T_END_MULTIPART, T_END_MESSAGE -> depth--;
            case T_BODY -> body();
            case T_START_BODYPART, T_END_BODYPART, T_PREAMBLE, T_EPILOGUE, T_RAW_ENTITY, T_END_OF_STREAM -> {
                // nothing of a report is there
            }
        }
    }

    private void field(Field field) {
        if (!headerEnded) {
            header.add(field);
        }
        part.add(field);
    }

    private void deeper() throws NotAReport {
        depth++;
        if (depth > limits.depth()) {
            throw tooMuch("the mail has parts within parts, more than %d deep".formatted(limits.depth()));
        }
        onePart();
    }

    private void onePart() throws NotAReport {
        parts++;
        if (parts > limits.parts()) {
            throw tooMuch("the mail has more than %d parts".formatted(limits.parts()));
        }
    }

    private void body() throws NotAReport, IOException {
        onePart();
        var type = mail.getBodyDescriptor().getMimeType();
        if (!part.isReport(type)) {
            others.add(type);
            return;
        }
        if (reports.size() == limits.reports()) {
            throw tooMuch("the mail has more than %d reports".formatted(limits.reports()));
        }
        var content = mail.getDecodedInputStream().readNBytes(TlsReportParser.READ_LIMIT + 1);
        reports.add(new AttachedReport(part.fileName(), ByteBuffer.wrap(content)));
    }

    private ReportMail result() throws NotAReport {
        if (!reports.isEmpty()) {
            return header.of(reports);
        }
        if (header.isEmpty()) {
            throw new NotAReport(Why.MALFORMED, "this is no e-mail: it does not begin with a header");
        }
        throw new NotAReport(
                Why.NO_REPORT,
                "the mail has no TLS report: it should have a part of type application/tlsrpt+gzip or"
                        + " application/tlsrpt+json, and has "
                        + (others.isEmpty()
                                ? "none"
                                : Listed.few(others.stream().map(Excerpt::of).toList())));
    }
}
