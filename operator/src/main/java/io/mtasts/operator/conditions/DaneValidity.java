package io.mtasts.operator.conditions;

import io.mtasts.check.Aspect;
import java.util.Optional;

/** Do senders that support DANE deliver? They go by TLSA records and not by any policy, so that none is looked at here (RFC 8461 section 2). */
final class DaneValidity {
    private DaneValidity() {}

    /** Empty where there are no TLSA records. */
    static Optional<ConditionResult> of(Assessment assessment) {
        return assessment
                .withMailServers()
                .judgement()
                .flatMap(judged -> judged.verdict(Aspect.DANE))
                .map(ConditionResult::of);
    }
}
