package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.List;
import java.util.stream.Stream;

/** Reads TLS reporting records (RFC 8460 section 3). */
public final class TlsRptRecordParser {
    private TlsRptRecordParser() {}

    /**
     * Reads one TXT record.
     *
     * @param text its strings joined, one char per byte (ISO-8859-1)
     */
    public static Parsed<TlsRptRecord> parse(String text) {
        var remarks = new Remarks();
        var value = new TxtFields(TlsRptRecord.VERSION, "rua", Kind.TLSReportingMalformed, remarks).read(text);
        var uris = value.map(TlsRptRecordParser::uris).orElse(List.of());
        value.ifPresent(found -> judge(found, uris, remarks));
        return remarks.on(() -> new TlsRptRecord(uris));
    }

    /** Blanks may stand around a comma, but not before the first URI. */
    private static List<String> uris(String value) {
        var parts = value.split(",", -1);
        return Stream.iterate(0, i -> i < parts.length, i -> i + 1)
                .map(i -> i == 0 ? parts[i] : Abnf.withoutLeadingBlanks(parts[i]))
                .map(Abnf::withoutTrailingBlanks)
                .toList();
    }

    private static void judge(String value, List<String> uris, Remarks remarks) {
        boolean someSupported = uris.stream().anyMatch(ReportUri::supported);
        var field = "rua=" + value;
        for (var uri : uris) {
            var seen = uri.isEmpty() ? field : uri;
            var problem = ReportUri.problem(uri);
            problem.ifPresent(text -> remarks.add(Severity.ERROR, Kind.TLSReportingMalformed, seen, text));
            if (problem.isEmpty() && !ReportUri.supported(uri)) {
                remarks.add(
                        someSupported ? Severity.WARNING : Severity.ERROR,
                        Kind.TLSReportingMalformed,
                        seen,
                        "senders know only mailto: and https: addresses: use one of these");
            }
        }
    }
}
