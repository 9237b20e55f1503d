package io.mtasts.check;

import io.mtasts.policy.Remark;

/** Turns what a parser remarks into findings. */
public final class Remarked {
    private Remarked() {}

    /** @param subject where the text stands: the name of a record, the URL of a policy */
    static Finding finding(Aspect aspect, String subject, Remark remark) {
        return new Finding(
                aspect,
                severity(remark.severity()),
                reason(remark.kind()),
                subject,
                "%s: %s.".formatted(subject, remark.message()),
                "");
    }

    /** The reason that says what a remark means. */
    public static ObservedReason reason(Remark.Kind kind) {
        return switch (kind) {
            case RecordMalformed -> ObservedReason.RecordMalformed;
            case RecordBlank -> ObservedReason.RecordBlank;
            case FieldRepeated -> ObservedReason.FieldRepeated;
            case PolicyMalformed -> ObservedReason.PolicyMalformed;
            case PolicyTooLarge -> ObservedReason.PolicyTooLarge;
            case MaxAgeShort -> ObservedReason.MaxAgeShort;
            case MaxAgeLong -> ObservedReason.MaxAgeLong;
            case ModeTesting -> ObservedReason.ModeTesting;
            case ModeNone -> ObservedReason.ModeNone;
            case PatternUnused -> ObservedReason.PatternUnused;
            case SendersDisagree -> ObservedReason.SendersDisagree;
            case TLSReportingMalformed -> ObservedReason.TLSReportingMalformed;
            case ReportMalformed -> ObservedReason.ReportMalformed;
            case ReportTolerated -> ObservedReason.ReportTolerated;
            case TLSAMalformed -> ObservedReason.TLSAMalformed;
            case TLSANotUsable -> ObservedReason.TLSANotUsable;
        };
    }

    static Severity severity(Remark.Severity severity) {
        return switch (severity) {
            case ERROR -> Severity.ERROR;
            case WARNING -> Severity.WARNING;
            case INFO -> Severity.INFO;
        };
    }
}
