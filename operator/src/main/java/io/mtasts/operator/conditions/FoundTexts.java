package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.check.SeenRecord;
import io.mtasts.check.SeenTlsReporting;
import io.mtasts.observe.PublicView;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.publish.OwnTexts;
import io.mtasts.operator.publish.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The records of one kind that DNS has, told apart by who wrote them.
 *
 * @param wanted the text that is to stand there
 * @param isThere whether it does, perhaps in a person's words
 * @param earlier those that the operator had published before
 * @param foreign those that it did not write
 */
record FoundTexts(String name, String wanted, boolean isThere, List<String> earlier, List<String> foreign) {
    FoundTexts {
        earlier = List.copyOf(earlier);
        foreign = List.copyOf(foreign);
    }

    /** Of the latest probe; empty where nothing is to be published, or nobody has looked. */
    static Optional<FoundTexts> of(PolicyInput input, RecordKind kind) {
        var name = input.route().name(kind);
        return input.before()
                .flatMap(status -> shown(status, name)
                        .flatMap(wanted -> input.probe()
                                .map(ProbeResult::view)
                                .map(view -> sorted(status, kind, name, wanted, candidates(view, kind)))));
    }

    private static Optional<String> shown(MailDomainPolicyStatus status, String name) {
        return status.records().stream()
                .filter(record ->
                        record.type() == RecordType.TXT && record.name().equals(name))
                .map(DnsRecord::value)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static List<String> candidates(PublicView view, RecordKind kind) {
        return switch (kind) {
            case MTA_STS ->
                SeenRecord.of(view.record()).variants().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
            case TLS_REPORTING -> SeenTlsReporting.candidates(view);
        };
    }

    private static FoundTexts sorted(
            MailDomainPolicyStatus status, RecordKind kind, String name, String wanted, List<String> candidates) {
        var own = OwnTexts.of(status, kind, name);
        var earlier = new ArrayList<String>();
        var foreign = new ArrayList<String>();
        boolean isThere = false;
        for (var candidate : candidates) {
            var text = kind.canonical(candidate);
            if (text.equals(wanted)) {
                isThere = true;
            } else {
                (own.contains(text) ? earlier : foreign).add(candidate);
            }
        }
        return new FoundTexts(name, wanted, isThere, earlier, foreign);
    }

    /** Is there no record of this kind at all? */
    boolean isNothing() {
        return !isThere && earlier.isEmpty() && foreign.isEmpty();
    }
}
