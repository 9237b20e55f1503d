package io.mtasts.tlsrpt;

import io.mtasts.policy.Abnf;
import io.mtasts.policy.Disagreement;
import io.mtasts.policy.Parsed;
import io.mtasts.policy.Position;
import io.mtasts.policy.RecordNearMiss;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.policy.Remarks;
import io.mtasts.policy.TxtFields;
import io.mtasts.policy.TxtFields.TxtField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads TLS reporting records (RFC 8460 section 3). */
public final class TlsRptRecordParser {
    private static final String RUA_REPEATED =
            "rua is repeated, which RFC 8460 allows: reports go to the addresses of both";
    private static final RecordNearMiss NEAR_MISS =
            new RecordNearMiss(TlsRptRecord.VERSION, "rua", TlsRptRecordParser::meantRua);

    private TlsRptRecordParser() {}

    /**
     * A URI.
     *
     * @param at where it stands in the record, counted from one
     * @param afterBlank whether a blank stands between it and the comma before it
     */
    private record Uri(int at, String text, boolean afterBlank) {}

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
        if (someSupported && all.stream().allMatch(uri -> ReportUri.problem(uri).isEmpty())) {
            disagree(text, fields, uris.getFirst(), remarks);
        }
        return remarks.on(() -> new TlsRptRecord(all));
    }

    /** Commas between several, no blanks, and a scheme before each. */
    private static String meantRua(String written) {
        return Arrays.stream(written.split(",", -1))
                .map(uri -> uri.replace(" ", "").replace("<", "").replace(">", ""))
                .flatMap(uri -> ReportUri.apart(uri).stream())
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
            int blanks = part.length() - written.length();
            uris.add(new Uri(at + blanks, Abnf.withoutTrailingBlanks(written), blanks > 0));
            at += part.length() + 1;
        }
        return uris;
    }

    private static void judge(TxtField rua, List<Uri> uris, boolean someSupported, Remarks remarks) {
        var whole = rua.text();
        for (var uri : uris) {
            var second = ReportUri.second(uri.text());
            if (second.isPresent()) {
                var rest = uri.text().substring(second.get().at());
                remarks.add(
                        second.get().sure() ? Severity.ERROR : Severity.WARNING,
                        Kind.TLSReportingMalformed,
                        Position.ofCharacter(uri.at() + second.get().at()),
                        rest,
                        second.get().sure()
                                ? ReportUri.COMMA_LOST
                                : "this is part of the previous address: put a comma between two addresses");
            }
            if (second.filter(ReportUri.Second::sure).isEmpty()) {
                judge(uri, uri.text().isEmpty() ? whole : uri.text(), someSupported, remarks);
            }
        }
    }

    private static void judge(Uri uri, String seen, boolean someSupported, Remarks remarks) {
        var at = Position.ofCharacter(uri.at());
        var problem = ReportUri.problem(uri.text());
        problem.ifPresent(text -> remarks.add(Severity.ERROR, Kind.TLSReportingMalformed, at, seen, text));
        if (problem.isEmpty() && !ReportUri.supported(uri.text())) {
            remarks.add(
                    someSupported ? Severity.WARNING : Severity.ERROR,
                    Kind.TLSReportingMalformed,
                    at,
                    seen,
                    "senders support only mailto: and https: addresses: use one of these");
        }
    }

    /** Of a record that is right: who reads it otherwise. Whoever reads the first field alone meets the others' oddities not at all. */
    private static void disagree(String record, List<TxtField> rua, List<Uri> first, Remarks remarks) {
        var field = rua.getFirst();
        if (!record.substring(record.indexOf(';') + 1, field.at() - 1).isBlank()) {
            remarks.add(Disagreement.RUA_NOT_FIRST, Position.ofCharacter(field.at()), field.text());
            return;
        }
        if (rua.size() > 1) {
            remarks.add(
                    Disagreement.RUA_REPEATED,
                    Position.ofCharacter(rua.get(1).at()),
                    rua.get(1).text());
        }
        disagree(Disagreement.RUA_AFTER_BLANK, first, Uri::afterBlank, remarks);
        disagree(Disagreement.RUA_IN_CAPITALS, first, uri -> ReportUri.inCapitals(uri.text()), remarks);
        disagree(Disagreement.RUA_OF_ANOTHER_SCHEME, first, uri -> !ReportUri.supported(uri.text()), remarks);
    }

    /** Once is enough, at the first that shows it. */
    private static void disagree(Disagreement row, List<Uri> uris, Predicate<Uri> shows, Remarks remarks) {
        uris.stream()
                .filter(shows)
                .findFirst()
                .ifPresent(uri -> remarks.add(row, Position.ofCharacter(uri.at()), uri.text()));
    }
}
