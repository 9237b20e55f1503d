package io.mtasts.operator.cli;

import io.mtasts.policy.MxPattern;
import io.mtasts.policy.Parsed;
import io.mtasts.policy.Remark;
import io.mtasts.policy.StsPolicy;
import io.mtasts.policy.StsRecord;
import io.mtasts.policy.TlsRptRecord;
import java.util.List;
import java.util.Optional;

/**
 * What reading a text showed.
 *
 * @param value empty when the text is not valid
 * @param mx the mail servers that were asked about
 */
record LintResult(Optional<Value> value, List<Remark> remarks, List<Coverage> mx) {

    /** What a valid text says. */
    sealed interface Value {
        record OfRecord(String id) implements Value {}

        record OfPolicy(StsPolicy policy) implements Value {}

        record OfTlsRptRecord(List<String> rua) implements Value {}
    }

    /** @param pattern the first that covers the host */
    record Coverage(String host, Optional<MxPattern> pattern) {}

    static LintResult ofRecord(Parsed<StsRecord> parsed) {
        return new LintResult(
                parsed.value().map(record -> new Value.OfRecord(record.id().text())), parsed.remarks(), List.of());
    }

    static LintResult ofTlsRptRecord(Parsed<TlsRptRecord> parsed) {
        return new LintResult(
                parsed.value().map(record -> new Value.OfTlsRptRecord(record.rua())), parsed.remarks(), List.of());
    }

    static LintResult ofPolicy(Parsed<StsPolicy> parsed, List<String> hosts) {
        var patterns = parsed.value().map(StsPolicy::mx).orElse(List.of());
        var coverage = hosts.stream()
                .map(host -> new Coverage(
                        host,
                        patterns.stream()
                                .filter(pattern -> pattern.covers(host))
                                .findFirst()))
                .toList();
        return new LintResult(parsed.value().map(Value.OfPolicy::new), parsed.remarks(), coverage);
    }

    boolean valid() {
        return value.isPresent();
    }
}
