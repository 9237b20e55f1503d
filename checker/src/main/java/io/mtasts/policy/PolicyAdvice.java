package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.ArrayList;
import java.util.List;

/** What to think twice about in a policy that is valid. */
public final class PolicyAdvice {
    /** A day, in seconds: below it senders may forget the policy between two messages. */
    public static final long SHORT_MAX_AGE_SECONDS = 86_400;

    /** 30 days, in seconds: above it leaving takes long. */
    public static final long LONG_MAX_AGE_SECONDS = 2_592_000;

    private PolicyAdvice() {}

    /** Warnings first, then what is only worth knowing. */
    public static List<Remark> on(StsPolicy policy) {
        var advice = new ArrayList<Remark>();
        maxAge(policy.maxAgeSeconds(), advice);
        policy.mx().stream()
                .filter(pattern -> MxSyntax.looksLikeAddress(pattern.text()))
                .limit(Parsed.REMARKS_LIMIT)
                .forEach(pattern -> advice.add(remark(
                        Severity.WARNING,
                        Kind.PatternUnused,
                        "mx %s is an address, which no MX record can name: use the host name".formatted(pattern))));
        switch (policy.mode()) {
            case NONE -> none(policy, advice);
            case TESTING ->
                advice.add(remark(
                        Severity.INFO, Kind.ModeTesting, "mode testing: senders report failures but still deliver"));
            case ENFORCE -> {}
        }
        return advice;
    }

    private static void none(StsPolicy policy, List<Remark> advice) {
        if (policy.mx().isEmpty()) {
            advice.add(remark(
                    Severity.WARNING,
                    Kind.SendersDisagree,
                    Disagreement.NONE_WITHOUT_MX.message() + ": keep the mx lines of the previous policy"));
        }
        advice.add(remark(Severity.INFO, Kind.ModeNone, "mode none: as if the domain had no policy"));
    }

    private static void maxAge(long seconds, List<Remark> advice) {
        if (seconds == 0) {
            advice.add(remark(
                    Severity.WARNING,
                    Kind.MaxAgeShort,
                    "max_age 0: senders that follow the RFC do not cache the policy, so it protects nothing;"
                            + " 604800 (a week) is usual"));
        } else if (seconds < SHORT_MAX_AGE_SECONDS) {
            advice.add(remark(
                    Severity.WARNING,
                    Kind.MaxAgeShort,
                    "max_age %d is less than a day: senders soon forget the policy; 604800 (a week) is usual"
                            .formatted(seconds)));
        } else if (seconds > LONG_MAX_AGE_SECONDS) {
            advice.add(remark(
                    Severity.WARNING,
                    Kind.MaxAgeLong,
                    "max_age %d is more than 30 days: senders keep the policy for that long after you leave"
                            .formatted(seconds)));
        }
    }

    private static Remark remark(Severity severity, Kind kind, String problem) {
        return new Remark(severity, kind, Position.NOWHERE, "", problem);
    }
}
