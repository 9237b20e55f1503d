package io.mtasts.reports.file;

import io.mtasts.policy.Excerpt;
import io.mtasts.policy.Parsed;
import io.mtasts.policy.Position;
import io.mtasts.policy.Remark;
import io.mtasts.reports.file.ComeUpon.AReport;
import io.mtasts.reports.file.ComeUpon.NotRead;
import io.mtasts.reports.file.ComeUpon.PassedOver;
import io.mtasts.reports.mail.NotAReport;
import io.mtasts.reports.mail.ReportMail;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** What is in one file, taken apart as far as it goes. */
final class Contents {
    private static final String TAR = "this is a tar archive: unpack it first, for example with tar -xf";

    private final FileLimits limits;
    private final Consumer<ComeUpon> to;
    private final Budget budget;

    Contents(FileLimits limits, Consumer<ComeUpon> to) {
        this.limits = limits;
        this.to = to;
        this.budget = new Budget(limits.unpackedBytes());
    }

    /** @param amongOthers that nobody named: what is no report at all is then passed over */
    void read(String where, InputStream in, boolean amongOthers) {
        try {
            read(where, in, amongOthers, 0);
        } catch (IOException e) {
            to.accept(new NotRead(where, why(e)));
        }
    }

    private void read(String where, InputStream in, boolean amongOthers, int depth) throws IOException {
        if (depth > limits.containers()) {
            to.accept(new NotRead(where, "it is packed more than %d times".formatted(limits.containers())));
            return;
        }
        var content = new BufferedInputStream(in);
        var beginning = beginning(content);
        switch (ContentKind.of(beginning)) {
            case TAR -> to.accept(new NotRead(where, TAR));
            case MSG ->
                to.accept(new NotRead(
                        where, "this is an e-mail as Outlook saves it (.msg): save it as .eml, or its attachment"));
            case ZIP -> archive(where, content, depth);
            case MAILBOX -> mailbox(where, content);
            case MAIL -> mail(where, content.readNBytes(readable(limits.mail().bytes())));
            case GZIP -> compressed(where, content, beginning, amongOthers, depth);
            case BASE64 ->
                base64(where, content.readNBytes(readable(limits.mail().bytes())));
            case JSON -> report(where, content);
            case XML, OTHER -> other(where, content, amongOthers);
        }
    }

    private void archive(String where, InputStream in, int depth) throws IOException {
        try (var zip = new ZipInputStream(in)) {
            var entries = budget.spending(zip);
            int files = 0;
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files++;
                if (files > limits.files()) {
                    throw new IOException("it has more than %d files: the rest was not read".formatted(limits.files()));
                }
                if (!entry.isDirectory()) {
                    entry(where + ", " + Excerpt.of(entry.getName()), entries, depth + 1);
                }
                entries.transferTo(OutputStream.nullOutputStream());
            }
            if (files == 0) {
                to.accept(new PassedOver(where, "an empty zip archive"));
            }
        }
    }

    /** A file that is damaged does not keep the next from being read. */
    private void entry(String where, InputStream in, int depth) throws IOException {
        try {
            read(where, in, true, depth);
        } catch (Budget.Spent e) {
            throw e;
        } catch (IOException e) {
            to.accept(new NotRead(where, why(e)));
        }
    }

    private void mailbox(String where, InputStream in) throws IOException {
        var mailbox = new Mailbox(in, limits.mail().bytes());
        int number = 0;
        for (var mail = mailbox.next(); mail.isPresent(); mail = mailbox.next()) {
            number++;
            mail(where + ", message " + number, mail.get());
        }
    }

    private void mail(String where, byte[] mail) {
        try {
            var reports = ReportMail.read(new ByteArrayInputStream(mail), limits.mail())
                    .reports();
            for (int i = 0; i < reports.size(); i++) {
                var report = reports.get(i);
                to.accept(new AReport(
                        reports.size() == 1 ? where : where + ", report " + (i + 1),
                        report.raw(),
                        report.parse(),
                        Optional.of(ByteBuffer.wrap(mail))));
            }
        } catch (NotAReport e) {
            to.accept(
                    switch (e.why()) {
                        case NO_REPORT, MALFORMED -> new PassedOver(where, e.problem());
                        case TOO_MUCH -> new NotRead(where, e.problem());
                    });
        } catch (IOException e) {
            to.accept(new NotRead(where, why(e)));
        }
    }

    /** A report is handed on as it is; a mailbox and the like are decompressed. */
    private void compressed(String where, InputStream in, byte[] beginning, boolean amongOthers, int depth)
            throws IOException {
        var decompressed = decompressed(beginning);
        if (decompressed.length == 0) { // why, is said where it is read
            report(where, in);
            return;
        }
        switch (ContentKind.of(decompressed)) {
            case TAR -> to.accept(new NotRead(where, TAR));
            case ZIP, MAILBOX, MAIL, MSG ->
                read(where, budget.spending(new GZIPInputStream(in)), amongOthers, depth + 1);
            case GZIP, BASE64, JSON -> report(where, in);
            case XML, OTHER -> other(where, in, amongOthers);
        }
    }

    private void base64(String where, byte[] text) {
        try {
            var raw = Base64.getMimeDecoder().decode(text);
            var parsed = TlsReportParser.parse(raw);
            var remarks = new ArrayList<>(List.of(new Remark(
                    Remark.Severity.INFO,
                    Remark.Kind.ReportTolerated,
                    Position.NOWHERE,
                    "",
                    "this is base64, as used for e-mail attachments, and was decoded first")));
            remarks.addAll(parsed.remarks());
            to.accept(
                    new AReport(where, ByteBuffer.wrap(raw), new Parsed<>(parsed.value(), remarks), Optional.empty()));
        } catch (IllegalArgumentException damaged) {
            to.accept(new AReport(where, ByteBuffer.wrap(text), TlsReportParser.parse(text), Optional.empty()));
        }
    }

    private void report(String where, InputStream in) throws IOException {
        var raw = in.readNBytes(readable(TlsReportParser.READ_LIMIT));
        to.accept(new AReport(where, ByteBuffer.wrap(raw), TlsReportParser.parse(raw), Optional.empty()));
    }

    /** What somebody named is taken for a report, and the parser says what it is instead. */
    private void other(String where, InputStream in, boolean amongOthers) throws IOException {
        if (!amongOthers) {
            report(where, in);
            return;
        }
        var parsed = TlsReportParser.parse(in.readNBytes(readable(TlsReportParser.READ_LIMIT)));
        to.accept(new PassedOver(
                where,
                parsed.remarks().stream()
                        .map(Remark::problem)
                        .filter(problem -> problem.contains("XML"))
                        .findFirst()
                        .orElse("neither JSON nor gzip, a mail, a mailbox or a zip archive")));
    }

    /** One more than may be: whoever reads it says that it is too much. */
    private static int readable(long most) {
        return (int) Math.min(most + 1, Integer.MAX_VALUE - 8);
    }

    private static byte[] beginning(BufferedInputStream in) throws IOException {
        in.mark(ContentKind.ENOUGH);
        var beginning = in.readNBytes(ContentKind.ENOUGH);
        in.reset();
        return beginning;
    }

    private static byte[] decompressed(byte[] beginning) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(beginning))) {
            var content = new byte[ContentKind.ENOUGH];
            int read = in.read(content);
            return Arrays.copyOf(content, Math.max(read, 0));
        } catch (IOException damaged) {
            return new byte[0];
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case EOFException _ -> "it is cut off before its end";
            case ZipException _ -> "it is damaged: " + Excerpt.of(String.valueOf(e.getMessage()));
            default -> Excerpt.of(String.valueOf(e.getMessage()));
        };
    }
}
