package io.mtasts.check;

import io.mtasts.policy.Remark;

/** Turns what a parser remarks into findings of the same name. */
final class Remarked {
    private Remarked() {}

    /** @param subject where the text stands: the name of a record, the URL of a policy */
    static Finding finding(Aspect aspect, String subject, Remark remark) {
        return new Finding(
                aspect,
                severity(remark.severity()),
                ObservedReason.valueOf(remark.kind().name()),
                subject,
                "%s: %s.".formatted(subject, remark.message()),
                "");
    }

    static Severity severity(Remark.Severity severity) {
        return switch (severity) {
            case ERROR -> Severity.ERROR;
            case WARNING -> Severity.WARNING;
            case INFO -> Severity.INFO;
        };
    }
}
