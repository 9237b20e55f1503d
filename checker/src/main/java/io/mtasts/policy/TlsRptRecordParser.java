package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.policy.TxtFields.TxtField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads TLS reporting records (RFC 8460 section 3). */
public final class TlsRptRecordParser {
    private static final String RUA_REPEATED = "rua is repeated, which RFC 8460 allows: reports go to the addresses of"
            + " both, and some senders take only one of them";
    private static final RecordNearMiss NEAR_MISS =
            new RecordNearMiss(TlsRptRecord.VERSION, "rua", TlsRptRecordParser::meantRua);

    private TlsRptRecordParser() {}

    /** A URI, and where it stands in the record, counted from one. */
    private record Uri(int at, String text) {}

    /**
     * Reads one TXT record.
     *
     * @param text its strings joined, one char per byte (ISO-8859-1)
     */
    public static Parsed<TlsRptRecord> parse(String text) {
        return NEAR_MISS.explain(text, read(text), TlsRptRecordParser::read);
    }

    private static Parsed<TlsRptRecord> read(String text) {
        var remarks = new Remarks();
        var fields = new TxtFields(TlsRptRecord.VERSION, "rua", Kind.TLSReportingMalformed, RUA_REPEATED, remarks)
                .read(text);
        var uris = fields.stream().map(TlsRptRecordParser::uris).toList();
        var all = uris.stream().flatMap(List::stream).map(Uri::text).toList();
        boolean someSupported = all.stream().anyMatch(ReportUri::supported);
        for (int i = 0; i < uris.size(); i++) {
            judge(fields.get(i), uris.get(i), someSupported, remarks);
        }
        return remarks.on(() -> new TlsRptRecord(all));
    }

    /** Commas between several, no blanks, and a scheme before each. */
    private static String meantRua(String written) {
        return Arrays.stream(written.split(",", -1))
                .map(uri -> uri.replace(" ", "").replace("<", "").replace(">", ""))
                .filter(uri -> !uri.isEmpty())
                .map(ReportUri::meant)
                .collect(Collectors.joining(","));
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

    private static void judge(TxtField rua, List<Uri> uris, boolean someSupported, Remarks remarks) {
        var whole = rua.text();
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
