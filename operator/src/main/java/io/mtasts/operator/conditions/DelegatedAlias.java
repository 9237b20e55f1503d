package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.observe.dns.Answer;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.publish.RecordKind;
import java.util.List;
import java.util.Optional;

/** The alias that the owner of a domain sets once, from the name that senders ask for into the provider's zone. It never changes. */
final class DelegatedAlias {
    private DelegatedAlias() {}

    /** Empty where the records stand in the domain's own zone. */
    static Optional<DnsRecord> of(PolicyInput input, RecordKind kind, Optional<ProbeResult> probe) {
        var route = input.route();
        return route.delegatedTo()
                .map(zone -> new DnsRecord(
                        route.publicName(kind),
                        RecordType.CNAME,
                        route.name(kind),
                        probe.map(seen -> state(answer(seen, kind), route.name(kind)))
                                .orElse(RecordState.UNKNOWN),
                        "For the owner of %s to create once: it never changes."
                                .formatted(input.spec().domain())));
    }

    /** What the answer shows of the way that it came. */
    static RecordState state(Answer<String> answer, String target) {
        if (answer.aliases().contains(target)) {
            return RecordState.PUBLISHED;
        }
        return switch (answer) {
            case Answer.Unavailable<String> _ -> RecordState.UNKNOWN;
            case Answer.NoSuchName<String>(var aliases) -> missingOr(aliases);
            case Answer.NoData<String>(var aliases) -> missingOr(aliases);
            case Answer.Found<String> _, Answer.AliasLoop<String> _ -> RecordState.FOREIGN;
        };
    }

    private static RecordState missingOr(List<String> aliases) {
        return aliases.isEmpty() ? RecordState.MISSING : RecordState.FOREIGN;
    }

    static Answer<String> answer(ProbeResult probe, RecordKind kind) {
        return switch (kind) {
            case MTA_STS -> probe.view().record().current();
            case TLS_REPORTING -> probe.view().tlsReporting().current();
        };
    }
}
