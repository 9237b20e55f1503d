package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionStatus;
import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.check.Reason;
import io.mtasts.check.Verdict;

/** How one condition stands now, before it is known since when. */
public record ConditionResult(ConditionType type, ConditionStatus status, Reason reason, String message) {
    public static ConditionResult yes(ConditionType type, Reason reason, String message) {
        return new ConditionResult(type, ConditionStatus.TRUE, reason, message);
    }

    public static ConditionResult no(ConditionType type, Reason reason, String message) {
        return new ConditionResult(type, ConditionStatus.FALSE, reason, message);
    }

    public static ConditionResult unknown(ConditionType type, Reason reason, String message) {
        return new ConditionResult(type, ConditionStatus.UNKNOWN, reason, message);
    }

    static ConditionResult of(Verdict verdict) {
        var type = switch (verdict.aspect()) {
            case RECORD -> ConditionType.RecordPublished;
            case POLICY -> ConditionType.PolicyServed;
            case COVERAGE -> ConditionType.MXMatchesPolicy;
            case MX_TLS -> ConditionType.MXTLSValid;
            case DANE -> ConditionType.DANEValid;
            case TLS_REPORTING -> ConditionType.TLSReportingPublished;
        };
        var status = switch (verdict.status()) {
            case TRUE -> ConditionStatus.TRUE;
            case FALSE -> ConditionStatus.FALSE;
            case UNKNOWN -> ConditionStatus.UNKNOWN;
        };
        return new ConditionResult(type, status, verdict.reason(), verdict.message());
    }

    /** The same with one more sentence, or as it is for an empty text. */
    ConditionResult and(String more) {
        return more.isEmpty() ? this : new ConditionResult(type, status, reason, message + " " + more);
    }

    public boolean isTrue() {
        return status == ConditionStatus.TRUE;
    }

    public boolean isFalse() {
        return status == ConditionStatus.FALSE;
    }
}
