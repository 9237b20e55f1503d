package io.mtasts.operator.controller;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import java.util.Objects;
import java.util.Optional;

/** What becomes of the {@code _mta-sts} record between two statuses. */
public enum RecordMove {
    /** It, or another one than before, is shown for publishing. */
    SHOWN,
    /** It is not to be published yet, or no longer. */
    WITHHELD;

    static Optional<RecordMove> between(Optional<MailDomainPolicyStatus> before, MailDomainPolicyStatus now) {
        var earlier = before.flatMap(RecordMove::record);
        return record(now).flatMap(record -> {
            if (record.state() == RecordState.WITHHELD) {
                return earlier.filter(other -> other.state() == RecordState.WITHHELD)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(WITHHELD);
            }
            return earlier.filter(other -> Objects.equals(other.value(), record.value()))
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(SHOWN);
        });
    }

    static Optional<DnsRecord> record(MailDomainPolicyStatus status) {
        return status.records().stream()
                .filter(record ->
                        record.type() == RecordType.TXT && record.name().contains("_mta-sts."))
                .findFirst();
    }
}
