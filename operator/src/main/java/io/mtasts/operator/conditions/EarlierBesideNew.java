package io.mtasts.operator.conditions;

import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.reasons.OperatorReason;
import java.util.Optional;

/** Two records of the operator's own stand side by side, and senders take two for none (RFC 8461 section 3.1, RFC 8460 section 3). */
final class EarlierBesideNew {
    private EarlierBesideNew() {}

    /**
     * Which one to delete; empty where there are no two, or where somebody else's stands beside them.
     *
     * @param cause a sentence on who leaves it there, may be empty
     */
    static Optional<ConditionResult> outcome(
            PolicyInput input, ConditionResult judged, FoundTexts found, String cause) {
        int own = found.earlier().size() + (found.isThere() ? 1 : 0);
        if (own < 2 || !found.foreign().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ConditionResult.no(
                judged.type(),
                OperatorReason.EarlierRecordRemains,
                "%s has %d records that the operator published one after the other, and senders treat several as none. Delete %s%s%s"
                        .formatted(
                                found.name(),
                                own,
                                RecordPublication.quoted(found.earlier()),
                                found.isThere()
                                        ? ": the one that stays is \"%s\".".formatted(found.wanted())
                                        : ", and publish \"%s\".".formatted(found.wanted()),
                                cause.isEmpty() ? "" : " " + cause)));
    }
}
