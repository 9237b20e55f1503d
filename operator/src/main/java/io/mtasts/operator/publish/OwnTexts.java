package io.mtasts.operator.publish;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.LedgerEntry;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.operator.rollout.Policies;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsRecord;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which texts in DNS are of the operator's own writing, as far as the status remembers. */
public final class OwnTexts {
    /** One of ours is a hash. So are some of other software's, therefore an id that was only found in DNS is not taken for one. */
    private static final String OUR_ID = "[0-9a-f]{" + PolicyId.LIMIT + "}";

    private OwnTexts() {}

    /** Of that kind, at that name. */
    public static Set<String> of(MailDomainPolicyStatus status, RecordKind kind, String name) {
        return switch (kind) {
            case MTA_STS ->
                ids(status)
                        .filter(id -> id.matches(OUR_ID))
                        .map(id -> new StsRecord(new PolicyId(id)).text())
                        .collect(Collectors.toUnmodifiableSet());
            case TLS_REPORTING ->
                status.records().stream()
                        .filter(record ->
                                record.type() == RecordType.TXT && record.name().equals(name))
                        .flatMap(OwnTexts::texts)
                        .collect(Collectors.toUnmodifiableSet());
        };
    }

    private static Stream<String> ids(MailDomainPolicyStatus status) {
        var served = Stream.ofNullable(status.policy())
                .filter(Policies::isUnderOwnId)
                .map(policy -> policy.id());
        var ledger = status.ledger().stream()
                .filter(entry -> !Boolean.TRUE.equals(entry.adopted()))
                .map(LedgerEntry::id);
        return Stream.concat(served, ledger).filter(Objects::nonNull);
    }

    private static Stream<String> texts(DnsRecord record) {
        return Stream.concat(Stream.ofNullable(record.value()), record.earlier().stream());
    }
}
