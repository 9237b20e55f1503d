package io.mtasts.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.report.LintReport.Compared;
import io.mtasts.report.LintReport.PolicyValue;
import io.mtasts.report.LintReport.RecordValue;
import io.mtasts.report.LintReport.TlsReportValue;
import io.mtasts.report.LintReport.TlsReportingValue;
import io.mtasts.report.LintReport.TlsaValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** A lint report for a program. Written member by member, since a data binder takes longer to load than lint takes to run. */
final class LintJson {
    private LintJson() {}

    static String of(LintReport report) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            members(json, report);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text.toString();
    }

    /** Of an object that is begun. */
    static void members(JsonGenerator json, LintReport report) throws IOException {
        json.writeBooleanField("valid", report.valid());
        json.writeFieldName("value");
        value(json, report);
        json.writeArrayFieldStart("findings");
        for (var remark : report.remarks()) {
            json.writeStartObject();
            json.writeStringField("severity", remark.severity().name().toLowerCase(Locale.ROOT));
            json.writeStringField("reason", remark.kind().name());
            json.writeStringField("message", remark.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("mx");
        for (var host : report.mx()) {
            compared(json, host);
        }
        json.writeEndArray();
    }

    private static void value(JsonGenerator json, LintReport report) throws IOException {
        if (report.value().isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        switch (report.value().get()) {
            case RecordValue(var id) -> json.writeStringField("id", id);
            case TlsReportingValue(var rua) -> strings(json, "rua", rua);
            case TlsReportValue(var tlsReport) -> new TlsReportJson(json).write(tlsReport);
            case TlsaValue(var linted) -> tlsa(json, linted);
            case PolicyValue policy -> {
                json.writeStringField("version", policy.version());
                json.writeStringField("mode", policy.mode());
                strings(json, "mx", policy.mx());
                json.writeNumberField("maxAgeSeconds", policy.maxAgeSeconds());
            }
        }
        json.writeEndObject();
    }

    private static void tlsa(JsonGenerator json, LintedTlsa linted) throws IOException {
        json.writeArrayFieldStart("records");
        for (var one : linted.records()) {
            json.writeStartObject();
            json.writeStringField("record", one.record().text());
            json.writeBooleanField("usable", one.record().isUsable());
            json.writeStringField("pins", one.record().isUsable() ? one.record().pins() : null);
            json.writeFieldName("matches");
            json.writeObject(one.matches()); // null is written as null
            json.writeEndObject();
        }
        json.writeEndArray();
        strings(
                json,
                "forCertificate",
                linted.wanted().stream().map(TlsaRecord::text).toList());
    }

    private static void compared(JsonGenerator json, Compared host) throws IOException {
        json.writeStartObject();
        json.writeStringField("host", host.host());
        json.writeBooleanField("covered", host.covered());
        json.writeStringField("pattern", host.pattern()); // null is written as null
        json.writeStringField("fits", host.fits());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> items) throws IOException {
        json.writeArrayFieldStart(name);
        for (var item : items) {
            json.writeString(item);
        }
        json.writeEndArray();
    }
}
