package io.mtasts.check;

import java.util.Optional;

/** Whether senders that support DANE deliver to a mail server that has TLSA records. */
public enum DaneState {
    VALID,
    INVALID,
    UNKNOWN;

    /** Empty where there are no TLSA records that senders rely on, as far as is known. */
    public static Optional<DaneState> of(Judgement judgement, String host) {
        var worst = judgement.findings().stream()
                .filter(finding ->
                        finding.aspect() == Aspect.DANE && finding.subject().equals(host))
                .map(Finding::severity)
                .min(Severity::compareTo)
                .orElse(Severity.INFO);
        return switch (worst) {
            case ERROR -> Optional.of(INVALID);
            case UNKNOWN -> Optional.of(UNKNOWN);
            case WARNING, INFO ->
                DaneSight.all(judgement.evidence())
                        .filter(sight -> sight.host().host().equals(host) && sight.applies())
                        .findFirst()
                        .map(_ -> VALID);
        };
    }
}
