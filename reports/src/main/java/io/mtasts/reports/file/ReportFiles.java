package io.mtasts.reports.file;

import io.mtasts.reports.file.ComeUpon.AReport;
import io.mtasts.reports.file.ComeUpon.NotRead;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds reports in what people have: JSON, gzip, base64, mails, mailboxes, zip archives, and directories of all these. What each is, is
 * seen by its content and not by its name. One thing is in memory at a time.
 */
public final class ReportFiles {
    private final Consumer<ComeUpon> to;

    /** @param to gets each thing, in the order of the files, by name in directories */
    public ReportFiles(FileLimits limits, Consumer<ComeUpon> to) {
        this.to = to;
    }

    /** Reads a file, or all that is below a directory. Never throws for what is in it: what cannot be read is handed on as that. */
    public void read(Path path) {
        try (var in = Files.newInputStream(path)) {
            read(path.toString(), in);
        } catch (IOException e) {
            to.accept(new NotRead(path.toString(), String.valueOf(e.getMessage())));
        }
    }

    /**
     * Reads what comes, to its end.
     *
     * @param name for messages, for example {@code standard input}
     */
    public void read(String name, InputStream in) {
        try {
            var file = in.readNBytes(TlsReportParser.READ_LIMIT + 1);
            to.accept(new AReport(name, ByteBuffer.wrap(file), TlsReportParser.parse(file), Optional.empty()));
        } catch (IOException e) {
            to.accept(new NotRead(name, String.valueOf(e.getMessage())));
        }
    }
}
