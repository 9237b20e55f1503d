package io.mtasts.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mtasts.check.Finding;
import io.mtasts.check.Judgement;
import io.mtasts.check.SeenRecord;
import io.mtasts.check.SeenTlsReporting;
import io.mtasts.observe.PublicView;
import io.mtasts.observe.tls.TrustAnchors;
import io.mtasts.observe.tls.TrustStore;
import io.mtasts.policy.StsRecord;
import io.mtasts.tlsrpt.TlsRptRecord;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole view and what is said of it as one JSON object on one line, its members always in the same order. */
public final class JsonReport {
    private static final int TEXTS = 20;

    private final ObjectMapper json = new ObjectMapper();
    private final TrustAnchors trust;

    /** Of looks whose certificates were judged by these roots. */
    public JsonReport(TrustAnchors trust) {
        this.trust = trust;
    }

    record Whole(
            String domain,
            String time,
            TrustJson trust,
            RecordJson record,
            PolicyJson policy,
            List<MxJson> mx,
            TlsReportingJson tlsReporting,
            List<Said> findings,
            Map<String, Condition> conditions) {}

    /**
     * {@code id} is null unless there is exactly one record and it parses, the same everywhere; {@code dnssec} says here and elsewhere
     * whether the resolver vouches for the DNS answer.
     */
    record RecordJson(String name, @Nullable String id, boolean dnssec, List<Server> servers) {}

    /** By which roots certificates were judged: {@code date}, where known, is that of their latest change. */
    record TrustJson(String store, @Nullable String date, int roots) {
        private static TrustJson of(TrustStore store) {
            return new TrustJson(
                    store.name(), store.date().map(LocalDate::toString).orElse(null), store.roots());
        }
    }

    record Server(String server, String answer, List<String> aliases, List<String> records) {}

    record TlsReportingJson(String name, String answer, boolean dnssec, List<String> rua) {}

    record Said(
            String severity,
            String reason,
            String clause,
            String condition,
            String subject,
            String message,
            String remedy) {}

    record Condition(String status, String reason, String message) {}

    /** Without a line end. */
    public String line(Judgement judgement) {
        var view = judgement.evidence().view();
        try {
            return json.writeValueAsString(new Whole(
                    view.domain(),
                    view.observedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    TrustJson.of(trust.store()),
                    record(view),
                    PolicyJson.of(view),
                    MxJson.of(judgement),
                    tlsReporting(view),
                    judgement.findings().stream().map(JsonReport::said).toList(),
                    conditions(judgement)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kind of problem, and what there is to say of it. */
    static String detail(Enum<?> kind, String detail) {
        return detail.isBlank() ? kind.name() : kind.name() + ": " + detail;
    }

    private static RecordJson record(PublicView view) {
        var seen = SeenRecord.of(view.record());
        var ids = seen.variants().size() == 1 ? seen.parsed() : List.<StsRecord>of();
        var servers = seen.answers().stream()
                .map(at -> new Server(
                        at.server(),
                        DnsAnswerName.of(at.answer()),
                        at.answer().aliases(),
                        at.answer().records().stream().sorted().limit(TEXTS).toList()))
                .toList();
        return new RecordJson(
                seen.name(),
                ids.isEmpty() ? null : ids.getFirst().id().text(),
                view.dnssec().record(),
                servers);
    }

    private static TlsReportingJson tlsReporting(PublicView view) {
        return new TlsReportingJson(
                view.tlsReporting().name(),
                DnsAnswerName.of(view.tlsReporting().current()),
                view.dnssec().tlsReporting(),
                SeenTlsReporting.record(view).map(TlsRptRecord::rua).orElse(List.of()));
    }

    private static Said said(Finding finding) {
        return new Said(
                finding.severity().name().toLowerCase(Locale.ROOT),
                finding.reason().name(),
                finding.reason().clause(),
                finding.aspect().label(),
                finding.subject(),
                finding.message(),
                finding.remedy());
    }

    private static Map<String, Condition> conditions(Judgement judgement) {
        var conditions = new LinkedHashMap<String, Condition>();
        judgement
                .verdicts()
                .forEach(verdict -> conditions.put(
                        verdict.aspect().label(),
                        new Condition(verdict.status().text(), verdict.reason().name(), verdict.message())));
        return conditions;
    }
}
