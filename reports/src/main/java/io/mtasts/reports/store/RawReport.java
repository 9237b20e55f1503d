package io.mtasts.reports.store;

import io.mtasts.tlsrpt.TlsReportParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A report as it came, the smaller way: what is not compressed is compressed. */
final class RawReport {
    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;

    private RawReport() {}

    static byte[] compressed(ByteBuffer raw) {
        var bytes = new byte[raw.remaining()];
        raw.duplicate().get(bytes);
        if (bytes.length > 1 && (bytes[0] & 0xff) == FIRST && (bytes[1] & 0xff) == SECOND) {
            return bytes;
        }
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written to", e);
        }
        return compressed.toByteArray();
    }

    /** The report itself, of no more than what is read of any report. */
    static byte[] plain(byte[] compressed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readNBytes(TlsReportParser.READ_LIMIT);
        } catch (IOException e) {
            throw new UncheckedIOException("it was read when it came", e);
        }
    }
}
