package io.mtasts.tlsrpt;

import io.mtasts.policy.Parsed;
import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import io.mtasts.policy.Remarks;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads TLS reports, plain or compressed with gzip (RFC 8460 sections 4 and 5). Whatever is decompressed is read as it comes and not
 * kept, and of the report only what {@link TlsReport} has.
 */
public final class TlsReportParser {
    /**
     * 16 MiB, in bytes: a longer report is refused, be it long as it is or once it is decompressed, so nobody needs to read more than
     * one byte beyond. Those of large senders have less than one.
     */
    public static final int READ_LIMIT = 16 * 1024 * 1024;

    /** Those of large senders have a few. */
    private static final int MOST_POLICIES = 1_000;

    private final Remarks remarks = new Remarks();
    private final List<PolicyResult> policies = new ArrayList<>();
    private Optional<String> organization = Optional.empty();
    private Optional<String> reportId = Optional.empty();
    private Optional<String> contact = Optional.empty();
    private Optional<ReportTime> start = Optional.empty();
    private Optional<ReportTime> end = Optional.empty();

    private final int most;

    private TlsReportParser(int most) {
        this.most = most;
    }

    /** Reads a file as it came, attached to a mail or over HTTPS. */
    public static Parsed<TlsReport> parse(byte[] file) {
        return parse(file, READ_LIMIT);
    }

    /**
     * The same, where others wait for the memory.
     *
     * @param most in bytes, instead of {@link #READ_LIMIT}: a report is in memory as long as it is, however small it was packed
     */
    public static Parsed<TlsReport> parse(byte[] file, int most) {
        var parser = new TlsReportParser(most);
        parser.read(file);
        return parser.remarks.on(parser::report);
    }

    private void read(byte[] file) {
        if (file.length > most) {
            unreadable(new Unreadable("the report has more than %d bytes and was not read".formatted(most)));
            return;
        }
        boolean compressed = Gunzip.recognises(file);
        if (compressed && Gunzip.recognises(beginning(file))) {
            unreadable(
                    new Unreadable("this is compressed with gzip twice: decompress it once, for example with gunzip"));
            return;
        }
        var in = compressed ? new Gunzip(file) : new ByteArrayInputStream(file);
        try (var text = new Utf8Text(in, most);
                var json = new StrictJson(text, remarks)) {
            read(text, json);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read but an array", e);
        }
    }

    /** The first bytes of what a gzip file holds; none when it is damaged, which is found out when it is read. */
    private static byte[] beginning(byte[] file) {
        try (var content = new Gunzip(file)) {
            return content.readNBytes(2);
        } catch (IOException damaged) {
            return new byte[0];
        }
    }

    private void read(Utf8Text text, StrictJson json) throws IOException {
        try {
            var values = new Values(json, remarks);
            json.document(() -> values.object(
                    List.of("date-range", "policies"),
                    List.of("organization-name", "contact-info", "report-id"),
                    name -> member(name, values)));
            if (text.marked()) {
                remarks.add(Severity.WARNING, Kind.ReportTolerated, "a byte order mark precedes the report: remove it");
            }
        } catch (Unreadable e) {
            unreadable(Recognised.from(text.beginning()).map(Unreadable::new).orElse(e));
        }
    }

    private void member(String name, Values values) throws IOException {
        switch (name) {
            case "organization-name" -> organization = values.text();
            case "contact-info" -> contact = values.text();
            case "report-id" -> reportId = values.text();
            case "date-range" ->
                values.object(List.of("start-datetime", "end-datetime"), List.of(), time -> dateRange(time, values));
            case "policies" -> values.array(() -> policy(values));
            default -> values.skip();
        }
    }

    private void policy(Values values) throws IOException {
        if (policies.size() == MOST_POLICIES) {
            throw new Unreadable(
                    "the report has more than %d policies and was not read further".formatted(MOST_POLICIES));
        }
        int details =
                policies.stream().mapToInt(policy -> policy.details().size()).sum();
        policies.add(new PolicyReading(values, TlsReport.MOST_DETAILS - details).read());
    }

    private void dateRange(String name, Values values) throws IOException {
        switch (name) {
            case "start-datetime" -> start = values.time();
            case "end-datetime" -> end = values.time();
            default -> values.skip();
        }
    }

    private TlsReport report() {
        var from = start.map(ReportTime::instant).orElseThrow();
        var to = end.map(ReportTime::instant).orElseThrow();
        if (to.isBefore(from)) {
            tolerate("date-range ends before it begins");
        }
        if (policies.isEmpty()) {
            tolerate("policies is empty: the report says nothing");
        }
        return new TlsReport(organization, reportId, contact, from, to, policies);
    }

    private void tolerate(String problem) {
        remarks.add(Severity.WARNING, Kind.ReportTolerated, problem);
    }

    private void unreadable(Unreadable e) {
        remarks.add(Severity.ERROR, Kind.ReportMalformed, e.at(), e.seen(), e.problem());
    }
}
