package io.mtasts.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mtasts.report.LintedReports.Counts;
import io.mtasts.report.LintedReports.Unread;
import io.mtasts.report.ReportSum.Sum;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Several reports for a program: one object with {@code reports}, written as they come, one a line, and then {@code total}. */
final class ReportsJson implements LintedReports.Form {
    private boolean first = true;

    /** Writes into an object. */
    private interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    @Override
    public String begin() {
        return "{\"reports\":[";
    }

    @Override
    public String alone(LintReport report) {
        return report.json() + "\n";
    }

    @Override
    public String report(LintReport report, boolean known) {
        var separator = first ? "\n" : ",\n";
        first = false;
        return separator
                + object(json -> {
                    json.writeStringField("file", report.name());
                    json.writeBooleanField("copy", known);
                    LintJson.members(json, report);
                });
    }

    @Override
    public String end(Counts counts, ReportSum sum, List<Unread> passedOver, List<Unread> notRead) {
        return "\n],\n\"total\":"
                + object(json -> {
                    json.writeBooleanField("valid", counts.good());
                    json.writeNumberField("reports", counts.reports());
                    json.writeNumberField("notValid", counts.notValid());
                    json.writeNumberField("copies", counts.copies());
                    json.writeNumberField("notRead", counts.notRead());
                    json.writeNumberField("passedOver", counts.passedOver());
                    unread(json, "firstNotRead", notRead);
                    unread(json, "firstPassedOver", passedOver);
                    json.writeArrayFieldStart("sums");
                    for (var one : sum.sums()) {
                        sum(json, one);
                    }
                    json.writeEndArray();
                })
                + "}\n";
    }

    private static void unread(JsonGenerator json, String name, List<Unread> unread) throws IOException {
        json.writeArrayFieldStart(name);
        for (var one : unread) {
            json.writeStartObject();
            json.writeStringField("file", one.where());
            json.writeStringField("message", one.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void sum(JsonGenerator json, Sum sum) throws IOException {
        var values = new TlsReportJson(json);
        json.writeStartObject();
        values.text("policyDomain", sum.result().domain());
        values.text("organization", sum.submitter());
        json.writeNumberField("reports", sum.reports());
        json.writeArrayFieldStart("days");
        for (var day : sum.days()) {
            json.writeString(day.toString());
        }
        json.writeEndArray();
        values.applied(sum.result());
        json.writeEndObject();
    }

    private static String object(Members members) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }
}
