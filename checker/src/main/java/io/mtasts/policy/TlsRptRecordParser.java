package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.policy.TxtFields.TxtField;
import java.util.ArrayList;
import java.util.List;

/** Reads TLS reporting records (RFC 8460 section 3). */
public final class TlsRptRecordParser {
    private TlsRptRecordParser() {}

    /** A URI, and where it stands in the record, counted from one. */
    private record Uri(int at, String text) {}

    /**
     * Reads one TXT record.
     *
     * @param text its strings joined, one char per byte (ISO-8859-1)
     */
    public static Parsed<TlsRptRecord> parse(String text) {
        var remarks = new Remarks();
        var rua = new TxtFields(TlsRptRecord.VERSION, "rua", Kind.TLSReportingMalformed, remarks).read(text);
        var uris = rua.map(TlsRptRecordParser::uris).orElse(List.of());
        rua.ifPresent(field -> judge(field, uris, remarks));
        return remarks.on(() -> new TlsRptRecord(uris.stream().map(Uri::text).toList()));
    }

    /** Blanks may stand around a comma, but not before the first URI. */
    private static List<Uri> uris(TxtField rua) {
        var uris = new ArrayList<Uri>();
        int at = rua.valueAt();
        for (var part : rua.value().split(",", -1)) {
            var written = uris.isEmpty() ? part : Abnf.withoutLeadingBlanks(part);
            uris.add(new Uri(at + part.length() - written.length(), Abnf.withoutTrailingBlanks(written)));
            at += part.length() + 1;
        }
        return uris;
    }

    private static void judge(TxtField rua, List<Uri> uris, Remarks remarks) {
        var whole = rua.text();
        boolean someSupported = uris.stream().map(Uri::text).anyMatch(ReportUri::supported);
        for (var uri : uris) {
            var at = Position.ofCharacter(uri.at());
            var seen = uri.text().isEmpty() ? whole : uri.text();
            var problem = ReportUri.problem(uri.text());
            problem.ifPresent(text -> remarks.add(Severity.ERROR, Kind.TLSReportingMalformed, at, seen, text));
            if (problem.isEmpty() && !ReportUri.supported(uri.text())) {
                remarks.add(
                        someSupported ? Severity.WARNING : Severity.ERROR,
                        Kind.TLSReportingMalformed,
                        at,
                        seen,
                        "senders know only mailto: and https: addresses: use one of these");
            }
        }
    }
}
