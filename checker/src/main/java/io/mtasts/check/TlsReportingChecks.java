package io.mtasts.check;

import static io.mtasts.check.Aspect.TLS_REPORTING;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.policy.Excerpt;
import io.mtasts.tlsrpt.TlsRptRecord;
import io.mtasts.tlsrpt.TlsRptRecordParser;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Is there one TLS reporting record, and are the reports for us (RFC 8460 section 3)? */
final class TlsReportingChecks {
    private TlsReportingChecks() {}

    static Stream<Finding> lookedUp(Evidence evidence) {
        var txt = evidence.view().tlsReporting();
        return Unresolved.finding(TLS_REPORTING, txt.name(), "TXT records", txt.answer()).stream();
    }

    /** Missing is an error only where somebody asked for reports. */
    static Stream<Finding> oneRecord(Evidence evidence) {
        var txt = evidence.view().tlsReporting();
        var candidates = SeenTlsReporting.candidates(evidence.view());
        if (Unresolved.is(txt.answer()) || candidates.size() == 1) {
            return Stream.empty();
        }
        if (candidates.isEmpty()) {
            boolean asked = !evidence.expectation().rua().isEmpty();
            var how = txt.current() instanceof AliasLoop ? "is in a CNAME loop" : "has no TLS reporting record";
            return Stream.of(new Finding(
                    TLS_REPORTING,
                    asked ? Severity.ERROR : Severity.WARNING,
                    ObservedReason.TLSReportingMissing,
                    txt.name(),
                    "%s %s: you do not learn of failed deliveries.%s".formatted(txt.name(), how, almost(txt.answer())),
                    remedy(evidence)));
        }
        var quoted =
                candidates.stream().map(text -> '"' + Excerpt.of(text) + '"').toList();
        return Stream.of(new Finding(
                TLS_REPORTING,
                ObservedReason.TLSReportingMultiple,
                txt.name(),
                "%s has %d TLS reporting records, which senders treat as none. They are %s."
                        .formatted(txt.name(), candidates.size(), Listed.few(quoted)),
                "Remove all but one."));
    }

    /** A record that was probably meant to be one. */
    private static String almost(Answer<String> answer) {
        return answer.records().stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("tlsrpt"))
                .sorted()
                .findFirst()
                .map(text -> NearRecord.words(text, TlsRptRecordParser.parse(text)))
                .orElse("");
    }

    static Stream<Finding> wellFormed(Evidence evidence) {
        var name = evidence.view().tlsReporting().name();
        var candidates = SeenTlsReporting.candidates(evidence.view());
        return candidates.size() == 1
                ? TlsRptRecordParser.parse(candidates.getFirst()).remarks().stream()
                        .map(remark -> Remarked.finding(TLS_REPORTING, name, remark))
                : Stream.empty();
    }

    static Stream<Finding> reportsComeToUs(Evidence evidence) {
        var name = evidence.view().tlsReporting().name();
        return SeenTlsReporting.record(evidence.view()).stream().flatMap(record -> {
            var missing = evidence.expectation().rua().stream()
                    .filter(own -> record.rua().stream().noneMatch(own::equalsIgnoreCase))
                    .toList();
            return missing.isEmpty()
                    ? Stream.empty()
                    : Stream.of(new Finding(
                            TLS_REPORTING,
                            ObservedReason.TLSReportingElsewhere,
                            name,
                            "%s sends reports to %s, but not to %s."
                                    .formatted(
                                            name,
                                            Listed.few(record.rua().stream()
                                                    .map(Excerpt::of)
                                                    .toList()),
                                            Listed.few(missing)),
                            remedy(evidence)));
        });
    }

    private static String remedy(Evidence evidence) {
        var asked = evidence.expectation().rua();
        var rua = asked.isEmpty() ? List.of("mailto:tlsrpt@" + evidence.view().domain()) : asked;
        return "Publish %s. TXT \"%s\"."
                .formatted(evidence.view().tlsReporting().name(), new TlsRptRecord(rua).text());
    }
}
