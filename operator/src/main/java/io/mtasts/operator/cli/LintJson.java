package io.mtasts.operator.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mtasts.operator.cli.LintResult.Coverage;
import io.mtasts.operator.cli.LintResult.Value;
import io.mtasts.policy.Remark;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A lint result for a program: one object on one line. Written by hand, since a data binder takes long to load. */
final class LintJson {
    private LintJson() {}

    static String of(LintResult result) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeBooleanField("valid", result.valid());
            json.writeFieldName("value");
            value(json, result);
            json.writeArrayFieldStart("findings");
            for (var remark : result.remarks()) {
                finding(json, remark);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("mx");
            for (var host : result.mx()) {
                coverage(json, host);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return text + "\n";
    }

    private static void value(JsonGenerator json, LintResult result) throws IOException {
        if (result.value().isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        switch (result.value().get()) {
            case Value.OfRecord record -> json.writeStringField("id", record.id());
            case Value.OfTlsRptRecord record -> strings(json, "rua", record.rua());
            case Value.OfPolicy(var policy) -> {
                json.writeStringField("version", "STSv1");
                json.writeStringField("mode", policy.mode().text());
                strings(json, "mx", policy.mx());
                json.writeNumberField("maxAgeSeconds", policy.maxAgeSeconds());
            }
        }
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, Iterable<?> items) throws IOException {
        json.writeArrayFieldStart(name);
        for (var item : items) {
            json.writeString(item.toString());
        }
        json.writeEndArray();
    }

    private static void finding(JsonGenerator json, Remark remark) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", remark.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("reason", remark.kind().name());
        json.writeStringField("message", remark.message());
        json.writeEndObject();
    }

    private static void coverage(JsonGenerator json, Coverage coverage) throws IOException {
        json.writeStartObject();
        json.writeStringField("host", coverage.host());
        json.writeBooleanField("covered", coverage.pattern().isPresent());
        if (coverage.pattern().isPresent()) {
            json.writeStringField("pattern", coverage.pattern().get().text());
        } else {
            json.writeNullField("pattern");
        }
        json.writeEndObject();
    }
}
