package io.mtasts.operator.conditions;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.dns.Answer;
import io.mtasts.operator.gather.PolicyInput;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.publish.OwnTexts;
import io.mtasts.operator.publish.RecordKind;
import io.mtasts.operator.publish.TextState;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsRecord;
import io.mtasts.tlsrpt.TlsRptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What should stand in DNS, each with what was seen there, and the record that does stand there. */
public final class RecordsOf {
    private static final int MOST_EARLIER = 5;

    private RecordsOf() {}

    /** For {@code status.record}: the id that DNS names, and since when it is confirmed. What was seen last, while nobody answers. */
    public static Optional<PublishedRecord> standing(
            PolicyInput input, Optional<ProbeResult> latest, List<ConditionResult> outcomes) {
        var record = latest.map(seen -> SeenRecord.of(seen.view().record()))
                .filter(seen -> !seen.answers().isEmpty());
        return record.isEmpty()
                ? input.before().flatMap(status -> Optional.ofNullable(status.record()))
                : record.get().parsed().stream()
                        .findFirst()
                        .map(found -> standing(input, found.id().text(), record.get(), outcomes));
    }

    private static PublishedRecord standing(
            PolicyInput input, String id, SeenRecord record, List<ConditionResult> outcomes) {
        var before = input.before()
                .flatMap(status -> Optional.ofNullable(status.record()))
                .filter(published -> published.id().equals(id));
        boolean confirmed = outcomes.stream()
                .anyMatch(outcome -> outcome.type() == ConditionType.RecordPublished && outcome.isTrue());
        var since = before.map(PublishedRecord::since);
        return new PublishedRecord(
                id,
                since.isEmpty() && confirmed ? input.now() : since.orElse(null),
                timeToLive(input, record, since.orElse(null)));
    }

    /**
     * A resolver's count goes down while it caches, so there the greatest that was seen is kept; and what a resolver kept of the record
     * before this one had the time to live of that.
     */
    private static int timeToLive(PolicyInput input, SeenRecord record, @Nullable Instant since) {
        int before = input.before()
                .flatMap(status -> Optional.ofNullable(status.record()))
                .map(PublishedRecord::ttlSeconds)
                .orElse(0);
        boolean mayBeKept = since == null || since.plusSeconds(before).isAfter(input.now());
        int seen = record.answers().stream()
                .mapToInt(at -> at.answer() instanceof Answer.Found<String> found
                        ? (int) Math.min(found.ttlSeconds(), Integer.MAX_VALUE)
                        : 0)
                .max()
                .orElse(0);
        return record.byResolvers() || mayBeKept ? Math.max(seen, before) : seen;
    }

    /** For {@code status.records}: what to publish, in the order in which it has to be there. */
    public static List<DnsRecord> wanted(
            PolicyInput input,
            Optional<ServedPolicy> served,
            PolicyHostTarget hostTarget,
            Optional<ProbeResult> probe) {
        var records = new ArrayList<DnsRecord>();
        var reporting = Optional.ofNullable(input.spec().tlsReporting());
        if (served.isPresent()) {
            policyHost(input, hostTarget, records);
            DelegatedAlias.of(input, RecordKind.MTA_STS, probe).ifPresent(records::add);
            records.add(mtaSts(input, served.get(), probe));
        }
        reporting.ifPresentOrElse(
                asked -> {
                    DelegatedAlias.of(input, RecordKind.TLS_REPORTING, probe).ifPresent(records::add);
                    records.add(tlsReporting(input, new TlsRptRecord(asked.rua()), probe));
                },
                () -> tlsReportingToGo(input).ifPresent(records::add));
        return records;
    }

    private static void policyHost(PolicyInput input, PolicyHostTarget hostTarget, List<DnsRecord> records) {
        var state = hostTarget.here() ? RecordState.PUBLISHED : stateOfPolicyHost(input);
        var message = hostTarget.here() || hostTarget.seen().isEmpty() ? null : "Seen: " + hostTarget.seen() + ".";
        hostTarget
                .target()
                .forEach(target ->
                        records.add(new DnsRecord(input.policyHost(), typeFor(target), target, state, message)));
    }

    static RecordType typeFor(String target) {
        if (!PolicyInput.isAddress(target)) {
            return RecordType.CNAME;
        }
        return target.indexOf(':') >= 0 ? RecordType.AAAA : RecordType.A;
    }

    private static RecordState stateOfPolicyHost(PolicyInput input) {
        return input.probe()
                .map(probe -> switch (probe.view().policyHost().addresses()) {
                    case Answer.Found<?> _, Answer.AliasLoop<?> _ -> RecordState.FOREIGN;
                    case Answer.NoSuchName<?> _, Answer.NoData<?> _ -> RecordState.MISSING;
                    case Answer.Unavailable<?> _ -> RecordState.UNKNOWN;
                })
                .orElse(RecordState.UNKNOWN);
    }

    private static DnsRecord mtaSts(PolicyInput input, ServedPolicy served, Optional<ProbeResult> probe) {
        var name = input.route().name(RecordKind.MTA_STS);
        var id = served.id();
        if (served.seenSince() == null || id == null) {
            return new DnsRecord(
                    name,
                    RecordType.TXT,
                    null,
                    RecordState.WITHHELD,
                    "Do not publish it before the policy has been seen everywhere; RecordPublished says what is still"
                            + " missing.");
        }
        var wanted = new StsRecord(new PolicyId(id));
        var seen = probe.map(one -> SeenRecord.of(one.view().record()));
        return new DnsRecord(
                name,
                RecordType.TXT,
                wanted.text(),
                seen.map(one -> state(input, one, id)).orElse(RecordState.UNKNOWN),
                null);
    }

    /** Which records are ours cannot be told where a person publishes them: another id is an earlier one. */
    private static RecordState state(PolicyInput input, SeenRecord seen, String id) {
        if (seen.answers().isEmpty()) {
            return RecordState.UNKNOWN;
        }
        var parsed = seen.parsed();
        if (parsed.isEmpty()) {
            boolean nothing = seen.answers().stream()
                    .allMatch(at -> StsRecord.candidates(at.answer().records()).isEmpty());
            return nothing ? RecordState.MISSING : RecordState.FOREIGN;
        }
        return parsed.stream().allMatch(record -> record.id().text().equals(id))
                ? RecordState.PUBLISHED
                : input.route().manual() || parsed.stream().allMatch(record -> isOurs(input, record))
                        ? RecordState.STALE
                        : RecordState.FOREIGN;
    }

    private static boolean isOurs(PolicyInput input, StsRecord record) {
        return input.before()
                .map(status ->
                        OwnTexts.of(status, RecordKind.MTA_STS, input.route().name(RecordKind.MTA_STS)))
                .filter(own -> own.contains(record.text()))
                .isPresent();
    }

    private static DnsRecord tlsReporting(PolicyInput input, TlsRptRecord wanted, Optional<ProbeResult> probe) {
        var name = input.route().name(RecordKind.TLS_REPORTING);
        var own = shownBefore(input, name)
                .map(record -> earlier(record, wanted.text()))
                .orElse(List.of());
        var state = probe.map(seen -> seen.view().tlsReporting().current())
                .map(answer -> switch (answer) {
                    case Answer.Unavailable<String> _ -> RecordState.UNKNOWN;
                    case Answer.Found<String> _,
                            Answer.NoSuchName<String> _,
                            Answer.NoData<String> _,
                            Answer.AliasLoop<String> _ -> state(TlsRptRecord.candidates(answer.records()), wanted, own);
                })
                .orElse(RecordState.UNKNOWN);
        boolean kept = input.route().method() == PublishMethod.UPDATE && state != RecordState.PUBLISHED;
        return new DnsRecord(name, RecordType.TXT, wanted.text(), state, null, kept ? own : List.of());
    }

    /** Once no reports are asked for any more: what an update server still has of ours, until it says that it has nothing. */
    private static Optional<DnsRecord> tlsReportingToGo(PolicyInput input) {
        var route = input.route();
        var name = route.name(RecordKind.TLS_REPORTING);
        var report = input.publishers().update().of(name);
        if (route.method() != PublishMethod.UPDATE
                || report.filter(TextState.Gone.class::isInstance).isPresent()) {
            return Optional.empty();
        }
        var trouble = report.map(state -> state instanceof TextState.Failed(var why) ? " " + why : "")
                .orElse("");
        return shownBefore(input, name)
                .map(record -> earlier(record, ""))
                .filter(own -> !own.isEmpty())
                .map(own -> new DnsRecord(
                        name,
                        RecordType.TXT,
                        null,
                        RecordState.STALE,
                        "spec.tlsReporting has been removed, so %s is to remove the record.%s"
                                .formatted(route.publisher(), trouble),
                        own));
    }

    private static Optional<DnsRecord> shownBefore(PolicyInput input, String name) {
        return input.before().map(MailDomainPolicyStatus::records).orElse(List.of()).stream()
                .filter(record ->
                        record.type() == RecordType.TXT && record.name().equals(name))
                .findFirst();
    }

    /** Values of ours that may still stand in DNS: an update may take their place. */
    private static List<String> earlier(DnsRecord before, String wanted) {
        var own = new ArrayList<>(before.earlier());
        if (before.value() != null) {
            own.remove(before.value());
            own.add(before.value());
        }
        own.remove(wanted);
        return List.copyOf(own.subList(Math.max(0, own.size() - MOST_EARLIER), own.size()));
    }

    private static RecordState state(List<String> candidates, TlsRptRecord wanted, List<String> own) {
        if (candidates.isEmpty()) {
            return RecordState.MISSING;
        }
        if (candidates.equals(List.of(wanted.text()))) {
            return RecordState.PUBLISHED;
        }
        return own.containsAll(candidates) ? RecordState.STALE : RecordState.FOREIGN;
    }
}
