package io.mtasts.reports.store;

import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.intake.Door;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.Detail;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import io.mtasts.tlsrpt.TlsReportParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reports, as they come in. */
final class SomeReports {
    static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    static final List<String> ENFORCE =
            List.of("version: STSv1", "mode: enforce", "mx: mx1.harbour.example", "max_age: 86400");
    static final List<String> TESTING =
            List.of("version: STSv1", "mode: testing", "mx: mx1.harbour.example", "max_age: 86400");

    private SomeReports() {}

    static Arrival of(TlsReport report, Optional<String> signer, Instant at) {
        return new Arrival(
                report,
                ByteBuffer.wrap("{\"what\": \"it was\"}".getBytes(StandardCharsets.UTF_8)),
                Door.SMTP,
                signer,
                at);
    }

    /** As a mail brings it, verified. */
    static Arrival from(String submitter, String id, LocalDate day, PolicyResult... policies) {
        return of(report(id, day, policies), Optional.of(submitter), NOON);
    }

    static TlsReport report(String id, LocalDate day, PolicyResult... policies) {
        return new TlsReport(
                Optional.of("Ferry Post"),
                Optional.of(id).filter(text -> !text.isEmpty()),
                Optional.of("tls@ferry.example"),
                day.atStartOfDay().toInstant(ZoneOffset.UTC),
                day.atTime(LocalTime.of(23, 59, 59)).toInstant(ZoneOffset.UTC),
                List.of(policies));
    }

    static PolicyResult sts(String domain, List<String> lines, long successful, long failed, Detail... details) {
        return new PolicyResult(
                "sts",
                Optional.of(domain),
                lines,
                lines.stream()
                        .filter(line -> line.startsWith("mx: "))
                        .map(line -> line.substring("mx: ".length()))
                        .toList(),
                successful,
                failed,
                List.of(details));
    }

    static Detail failure(String type, long count, String host, String reason) {
        return new Detail(
                type,
                count,
                Optional.of(host),
                Optional.of("192.0.2.1"),
                Optional.of("helo.harbour.example"),
                Optional.of("198.51.100.7"),
                Optional.of(reason).filter(text -> !text.isEmpty()),
                Optional.empty());
    }

    /** As the parser gives it. */
    static Arrival parsed(String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Arrival(
                TlsReportParser.parse(bytes).value().orElseThrow(),
                ByteBuffer.wrap(bytes),
                Door.HTTPS,
                Optional.empty(),
                NOON);
    }
}
