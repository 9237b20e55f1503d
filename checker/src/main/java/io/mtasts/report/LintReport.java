package io.mtasts.report;

import io.mtasts.check.ObservedReason;
import io.mtasts.check.Remarked;
import io.mtasts.dane.TlsaRecord;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.Parsed;
import io.mtasts.policy.Remark;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsRecord;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsRptRecord;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lint} says of one text.
 *
 * @param name of the text, for the first line
 * @param consequence what senders do when it is not valid
 * @param value as JSON shows it; empty when the text is not valid
 * @param remarks of the parser
 * @param mx the hosts that were to be compared with a policy
 */
public record LintReport(
        String name, String consequence, Optional<Value> value, List<Remark> remarks, List<Compared> mx) {

    /** What a valid text says. */
    public sealed interface Value {}

    record RecordValue(String id) implements Value {}

    record PolicyValue(String version, String mode, List<String> mx, long maxAgeSeconds) implements Value {}

    record TlsReportingValue(List<String> rua) implements Value {}

    record TlsReportValue(TlsReport report) implements Value {}

    record TlsaValue(LintedTlsa linted) implements Value {}

    /**
     * How a policy fits a host.
     *
     * @param pattern the first that covers it, null when none does
     * @param fits the pattern to add, null where one covers it
     * @param text what is said of it
     */
    public record Compared(
            String host,
            boolean covered,
            @Nullable String pattern,
            @Nullable String fits,
            Mark mark,
            String text) {}

    public LintReport {
        remarks = List.copyOf(remarks);
        mx = List.copyOf(mx);
    }

    /** Of an MTA-STS record. */
    public static LintReport ofRecord(String name, Parsed<StsRecord> parsed) {
        return new LintReport(
                name,
                "senders will ignore it",
                parsed.value().map(record -> new RecordValue(record.id().text())),
                parsed.remarks(),
                List.of());
    }

    /**
     * Of a policy, and of how it fits mail servers.
     *
     * @param hosts mail servers to compare with the policy; left out when that is not valid
     */
    public static LintReport ofPolicy(String name, Parsed<StsPolicy> parsed, List<String> hosts) {
        return new LintReport(
                name,
                "senders will ignore it",
                parsed.value()
                        .map(policy ->
                                new PolicyValue("STSv1", policy.mode().text(), texts(policy), policy.maxAgeSeconds())),
                parsed.remarks(),
                parsed.value().stream()
                        .flatMap(policy -> hosts.stream().map(host -> LintedHost.compared(policy, host)))
                        .toList());
    }

    /** Of a TLS reporting record. */
    public static LintReport ofTlsReporting(String name, Parsed<TlsRptRecord> parsed) {
        return new LintReport(
                name,
                "senders will not report",
                parsed.value().map(record -> new TlsReportingValue(record.rua())),
                parsed.remarks(),
                List.of());
    }

    /** Of a TLS report that a sender has sent. */
    public static LintReport ofTlsReport(String name, Parsed<TlsReport> parsed) {
        return new LintReport(
                name,
                "programs that read reports may not be able to read it",
                parsed.value().map(TlsReportValue::new),
                parsed.remarks(),
                List.of());
    }

    /**
     * Of TLSA records.
     *
     * @param chain certificates to compare them with, a server's own first; none when empty
     * @param file where those come from
     */
    public static LintReport ofTlsa(
            String name, Parsed<List<TlsaRecord>> parsed, List<X509Certificate> chain, String file, Instant now) {
        return new LintReport(
                name,
                "senders ignore them, or defer",
                parsed.value().map(records -> new TlsaValue(LintedTlsa.of(records, chain, file, now))),
                parsed.remarks(),
                List.of());
    }

    /** Of a certificate, for which there are no TLSA records yet: those that it needs. */
    public static LintReport ofCertificate(String file, List<X509Certificate> chain) {
        return new LintReport(
                file, "", Optional.of(new TlsaValue(LintedTlsa.wanted(chain, file))), List.of(), List.of());
    }

    /** Would a sender that follows the RFC, or for a report a receiver, accept the text? */
    public boolean valid() {
        return value.isPresent();
    }

    /** 0 when valid, 1 when not, or when senders refuse a host or a certificate that it was compared with. */
    public int exitStatus() {
        boolean misfits = value.filter(TlsaValue.class::isInstance)
                .map(TlsaValue.class::cast)
                .filter(tlsa -> tlsa.linted().mismatch())
                .isPresent();
        return valid() && !misfits && mx.stream().noneMatch(host -> host.mark() == Mark.ERROR)
                ? ExitStatus.GOOD
                : ExitStatus.ERROR;
    }

    /** For a terminal; every line ends in LF. */
    public String text() {
        var text = new StringBuilder();
        text.append(valid() ? name + ": valid" : name + ": not valid: " + consequence)
                .append('\n');
        for (var remark : remarks) {
            var reason = Remarked.reason(remark.kind());
            line(text, mark(remark), remark.message() + "   " + sources(reason));
        }
        mx.forEach(host -> line(text, host.mark(), host.text()));
        if (value.isPresent() && value.get() instanceof TlsReportValue(var report)) {
            text.append(TlsReportText.of(report));
        }
        if (value.isPresent() && value.get() instanceof TlsaValue(var linted)) {
            linted.lines().forEach(line -> line(text, line.mark(), line.text()));
        }
        return text.toString();
    }

    /** One object, without a line end. */
    public String json() {
        return LintJson.of(this);
    }

    private static List<String> texts(StsPolicy policy) {
        return policy.mx().stream().map(MxPattern::text).toList();
    }

    private static String sources(ObservedReason reason) {
        return reason.clause().isEmpty() ? reason.name() : reason.name() + ", " + reason.clause();
    }

    private static Mark mark(Remark remark) {
        return switch (remark.severity()) {
            case ERROR -> Mark.ERROR;
            case WARNING -> Mark.WARNING;
            case INFO -> Mark.INFO;
        };
    }

    private static void line(StringBuilder text, Mark mark, String line) {
        text.append(String.format(Locale.ROOT, "  %-5s  ", mark.text()))
                .append(line)
                .append('\n');
    }
}
