package io.mtasts.operator.publish;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicy;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.api.v1alpha1.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a policy's status has to be written at an update server. Only what stands in the status may be acted on. */
public final class DesiredRecordsOf {
    private DesiredRecordsOf() {}

    /** Empty where nobody is to be updated, or where nothing may be published yet. */
    public static Optional<DesiredRecords> of(MailDomainPolicy policy, Route route, String check) {
        var status = policy.getStatus();
        if (route.method() != PublishMethod.UPDATE || route.updateServer().isEmpty() || status == null) {
            return Optional.empty();
        }
        var texts = Arrays.stream(RecordKind.values())
                .flatMap(
                        kind -> shown(status, route, kind).flatMap(record -> text(policy, status, route, kind, record)))
                .toList();
        return desired(policy, route, texts, policy.getSpec().publishing().adopt(), check);
    }

    /** No more than that the record names the policy that is served: for a spec that is not accepted. Nothing of others is replaced. */
    public static Optional<DesiredRecords> ofServed(MailDomainPolicy policy, Route route, String check) {
        var status = policy.getStatus();
        if (route.method() != PublishMethod.UPDATE || route.updateServer().isEmpty() || status == null) {
            return Optional.empty();
        }
        var texts = shown(status, route, RecordKind.MTA_STS)
                .flatMap(record -> text(policy, status, route, RecordKind.MTA_STS, record))
                .toList();
        return desired(policy, route, texts, false, check);
    }

    /** All that may be ours, for taking it away: also a record whose next value is withheld. */
    public static Optional<DesiredRecords> ofAllOurs(MailDomainPolicy policy, Route route) {
        var status = policy.getStatus();
        if (route.method() != PublishMethod.UPDATE || route.updateServer().isEmpty() || status == null) {
            return Optional.empty();
        }
        var texts = new ArrayList<WantedText>();
        for (var kind : RecordKind.values()) {
            OwnTexts.of(status, kind, route.name(kind)).stream()
                    .sorted()
                    .findFirst()
                    .ifPresent(any -> texts.add(wanted(policy, status, route, kind, any)));
        }
        return desired(policy, route, texts, policy.getSpec().publishing().adopt(), "");
    }

    private static Optional<DesiredRecords> desired(
            MailDomainPolicy policy, Route route, List<WantedText> texts, boolean adopt, String check) {
        return texts.isEmpty()
                ? Optional.empty()
                : Optional.of(new DesiredRecords(
                        DesiredRecords.Owner.of(policy),
                        route.updateServer().orElseThrow(),
                        texts,
                        adopt,
                        policy.getMetadata().getGeneration() + "/" + check));
    }

    /** Nothing while it is withheld. */
    private static Stream<WantedText> text(
            MailDomainPolicy policy, MailDomainPolicyStatus status, Route route, RecordKind kind, DnsRecord shown) {
        if (shown.value() != null) {
            return Stream.of(wanted(policy, status, route, kind, shown.value()));
        }
        return kind == RecordKind.TLS_REPORTING
                ? shown.earlier().stream()
                        .limit(1)
                        .map(any -> wanted(policy, status, route, kind, any).withdraw())
                : Stream.empty();
    }

    private static WantedText wanted(
            MailDomainPolicy policy, MailDomainPolicyStatus status, Route route, RecordKind kind, String value) {
        var name = route.name(kind);
        return new WantedText(
                name, kind, value, policy.getSpec().publishing().ttlSeconds(), OwnTexts.of(status, kind, name), false);
    }

    private static Stream<DnsRecord> shown(MailDomainPolicyStatus status, Route route, RecordKind kind) {
        return status.records().stream()
                .filter(record -> record.type() == RecordType.TXT)
                .filter(record -> record.name().equals(route.name(kind)));
    }
}
