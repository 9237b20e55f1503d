package io.mtasts.operator.cli;

import io.mtasts.check.ObservedReason;
import io.mtasts.operator.cli.LintResult.Coverage;
import io.mtasts.operator.cli.LintResult.Value;
import io.mtasts.policy.MxPattern;
import io.mtasts.policy.Remark;
import io.mtasts.policy.StsPolicy;
import java.util.stream.Collectors;

/** A lint result for a person. */
final class LintText {
    private LintText() {}

    static String of(String subject, LintResult result) {
        var text = new StringBuilder(subject);
        text.append(result.valid() ? ": valid\n" : ": not valid: senders will ignore it\n");
        result.value().ifPresent(value -> text.append("  ").append(value(value)).append('\n'));
        result.remarks()
                .forEach(remark -> text.append("  ").append(line(remark)).append('\n'));
        result.mx()
                .forEach(host ->
                        text.append("  ").append(line(host, result.valid())).append('\n'));
        return text.toString();
    }

    private static String value(Value value) {
        return switch (value) {
            case Value.OfRecord record -> "id " + record.id();
            case Value.OfTlsRptRecord record -> "reports go to " + String.join(", ", record.rua());
            case Value.OfPolicy policy -> policy(policy.policy());
        };
    }

    private static String policy(StsPolicy policy) {
        var mx = policy.mx().stream().map(MxPattern::text).collect(Collectors.joining(", "));
        return "mode %s, max_age %d seconds, %s"
                .formatted(policy.mode().text(), policy.maxAgeSeconds(), mx.isEmpty() ? "no mx" : "mx " + mx);
    }

    private static String line(Remark remark) {
        var clause = ObservedReason.valueOf(remark.kind().name()).clause();
        var mark = switch (remark.severity()) {
            case ERROR -> "ERROR";
            case WARNING -> "warn ";
            case INFO -> "info ";
        };
        return "%s  %s   %s, %s".formatted(mark, remark.message(), remark.kind(), clause);
    }

    private static String line(Coverage coverage, boolean valid) {
        return coverage.host()
                + coverage.pattern()
                        .map(pattern -> " is covered by " + pattern)
                        .orElse(
                                valid
                                        ? " is NOT covered: senders that hold this policy will not deliver to it"
                                        : " is not judged: the policy is not valid");
    }
}
