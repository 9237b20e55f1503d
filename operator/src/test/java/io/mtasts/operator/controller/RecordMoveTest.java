package io.mtasts.operator.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordMoveTest {
    @ParameterizedTest(name = "{0} {1} -> {2} {3}: {4}")
    @CsvSource({
        "NONE,      ,   WITHHELD,  ,    WITHHELD",
        "WITHHELD,  ,   WITHHELD,  ,    ",
        "WITHHELD,  ,   MISSING,   a,   SHOWN",
        "MISSING,   a,  PUBLISHED, a,   ",
        "PUBLISHED, a,  STALE,     b,   SHOWN",
        "PUBLISHED, a,  WITHHELD,  ,    WITHHELD",
        "PUBLISHED, a,  NONE,      ,    ",
        "NONE,      ,   UNKNOWN,   a,   SHOWN",
    })
    void betweenTwoStatuses(
            String before,
            @Nullable String valueBefore,
            String now,
            @Nullable String value,
            @Nullable RecordMove expected) {
        assertThat(RecordMove.between(Optional.of(status(before, valueBefore)), status(now, value)))
                .isEqualTo(Optional.ofNullable(expected));
    }

    private static MailDomainPolicyStatus status(String state, @Nullable String value) {
        var host = new DnsRecord("mta-sts.example.com", RecordType.A, "192.0.2.1", RecordState.MISSING, null);
        return MailDomainPolicyStatus.builder()
                .records(
                        state.equals("NONE")
                                ? List.of(host)
                                : List.of(
                                        host,
                                        new DnsRecord(
                                                "_mta-sts.example.com",
                                                RecordType.TXT,
                                                value,
                                                RecordState.valueOf(state),
                                                null)))
                .build();
    }
}
