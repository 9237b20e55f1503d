package io.mtasts.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mtasts.tlsrpt.Failure;
import io.mtasts.tlsrpt.NotInPolicy;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.Detail;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A TLS report for a program: all that RFC 8460 section 4.4 has, what is absent as null. */
final class TlsReportJson {
    private final JsonGenerator json;

    TlsReportJson(JsonGenerator json) {
        this.json = json;
    }

    /** The members of an object that is begun. */
    void write(TlsReport report) throws IOException {
        text("organization", report.organization());
        text("reportId", report.reportId());
        text("contactInfo", report.contact());
        json.writeStringField("start", report.start().toString());
        json.writeStringField("end", report.end().toString());
        json.writeArrayFieldStart("policies");
        for (var policy : report.policies()) {
            json.writeStartObject();
            text("policyDomain", policy.domain());
            applied(policy);
            json.writeArrayFieldStart("details");
            for (var detail : policy.details()) {
                detail(detail);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Which policy the sender went by, and how its sessions went; members of an object that is begun. */
    void applied(PolicyResult policy) throws IOException {
        json.writeStringField("policyType", policy.type());
        text("mode", policy.field("mode"));
        texts("mx", policy.patterns());
        texts("policyString", policy.lines());
        json.writeNumberField("successful", policy.successful());
        json.writeNumberField("failed", policy.failed());
        json.writeArrayFieldStart("failures");
        for (var failure : policy.failures()) {
            failure(policy, failure);
        }
        json.writeEndArray();
    }

    private void failure(PolicyResult policy, Failure failure) throws IOException {
        json.writeStartObject();
        json.writeStringField("resultType", failure.resultType());
        json.writeNumberField("count", failure.count());
        texts("hosts", failure.hosts());
        texts("reasons", failure.reasons());
        texts("addresses", failure.addresses());
        texts("helos", failure.helos());
        texts("sendingAddresses", failure.senders());
        texts("information", failure.information());
        json.writeBooleanField("notInPolicy", NotInPolicy.of(policy, failure).isPresent());
        json.writeEndObject();
    }

    private void detail(Detail detail) throws IOException {
        json.writeStartObject();
        json.writeStringField("resultType", detail.resultType());
        json.writeNumberField("count", detail.count());
        text("host", detail.host());
        text("address", detail.address());
        text("helo", detail.helo());
        text("sendingAddress", detail.sender());
        text("reason", detail.reason());
        text("information", detail.information());
        json.writeEndObject();
    }

    void text(String name, Optional<String> value) throws IOException {
        json.writeStringField(name, value.orElse(null)); // null is written as null
    }

    private void texts(String name, List<String> items) throws IOException {
        json.writeArrayFieldStart(name);
        for (var item : items) {
            json.writeString(item);
        }
        json.writeEndArray();
    }
}
