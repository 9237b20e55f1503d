package io.mtasts.operator.status;

import io.mtasts.api.v1alpha1.ConditionType;
import io.mtasts.api.v1alpha1.DnsRecord;
import io.mtasts.api.v1alpha1.MailDomainPolicyStatus;
import io.mtasts.api.v1alpha1.PublishMethod;
import io.mtasts.api.v1alpha1.PublishedRecord;
import io.mtasts.api.v1alpha1.RecordState;
import io.mtasts.api.v1alpha1.RecordType;
import io.mtasts.api.v1alpha1.ServedPolicy;
import io.mtasts.check.SeenRecord;
import io.mtasts.observe.Answer;
import io.mtasts.operator.prober.ProbeResult;
import io.mtasts.operator.publish.OwnTexts;
import io.mtasts.operator.publish.RecordKind;
import io.mtasts.operator.publish.TextState;
import io.mtasts.policy.PolicyId;
import io.mtasts.policy.StsRecord;
import io.mtasts.policy.TlsRptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What should stand in DNS, each with what was seen there, and the record that does stand there. */
final class RecordsOf {
    private static final int MOST_EARLIER = 5;

    private RecordsOf() {}

    /** For {@code status.record}: the id that DNS names, and since when it is confirmed. What was seen last, while nobody answers. */
    static Optional<PublishedRecord> standing(
            PolicyInput situation, Optional<ProbeResult> latest, List<ConditionResult> outcomes) {
        var record = latest.map(seen -> SeenRecord.of(seen.view().record()))
                .filter(seen -> !seen.answers().isEmpty());
        return record.isEmpty()
                ? situation.before().flatMap(status -> Optional.ofNullable(status.record()))
                : record.get().parsed().stream()
                        .findFirst()
                        .map(found -> standing(situation, found.id().text(), record.get(), outcomes));
    }

    private static PublishedRecord standing(
            PolicyInput situation, String id, SeenRecord record, List<ConditionResult> outcomes) {
        var before = situation
                .before()
                .flatMap(status -> Optional.ofNullable(status.record()))
                .filter(published -> published.id().equals(id));
        boolean confirmed = outcomes.stream()
                .anyMatch(outcome -> outcome.type() == ConditionType.RecordPublished && outcome.isTrue());
        var since = before.map(PublishedRecord::since);
        return new PublishedRecord(
                id,
                since.isEmpty() && confirmed ? situation.now() : since.orElse(null),
                timeToLive(situation, record, since.orElse(null)));
    }

    /**
     * A resolver's count goes down while it caches, so there the greatest that was seen is kept; and what a resolver kept of the record
     * before this one had the time to live of that.
     */
    private static int timeToLive(PolicyInput situation, SeenRecord record, @Nullable Instant since) {
        int before = situation
                .before()
                .flatMap(status -> Optional.ofNullable(status.record()))
                .map(PublishedRecord::ttlSeconds)
                .orElse(0);
        boolean mayBeKept = since == null || since.plusSeconds(before).isAfter(situation.now());
        int seen = record.answers().stream()
                .mapToInt(at -> at.answer() instanceof Answer.Found<String> found
                        ? (int) Math.min(found.ttlSeconds(), Integer.MAX_VALUE)
                        : 0)
                .max()
                .orElse(0);
        return record.byResolvers() || mayBeKept ? Math.max(seen, before) : seen;
    }

    /** For {@code status.records}: what to publish, in the order in which it has to be there. */
    static List<DnsRecord> wanted(
            PolicyInput situation,
            Optional<ServedPolicy> served,
            PolicyHostTarget pointing,
            Optional<ProbeResult> sighting) {
        var records = new ArrayList<DnsRecord>();
        var reporting = Optional.ofNullable(situation.spec().tlsReporting());
        if (served.isPresent()) {
            policyHost(situation, pointing, records);
            DelegatedAlias.of(situation, RecordKind.MTA_STS, sighting).ifPresent(records::add);
            records.add(mtaSts(situation, served.get(), sighting));
        }
        reporting.ifPresentOrElse(
                asked -> {
                    DelegatedAlias.of(situation, RecordKind.TLS_REPORTING, sighting)
                            .ifPresent(records::add);
                    records.add(tlsReporting(situation, new TlsRptRecord(asked.rua()), sighting));
                },
                () -> tlsReportingToGo(situation).ifPresent(records::add));
        return records;
    }

    private static void policyHost(PolicyInput situation, PolicyHostTarget pointing, List<DnsRecord> records) {
        var state = pointing.here() ? RecordState.PUBLISHED : stateOfPolicyHost(situation);
        var message = pointing.here() || pointing.seen().isEmpty() ? null : "Seen: " + pointing.seen() + ".";
        pointing.target()
                .forEach(target ->
                        records.add(new DnsRecord(situation.policyHost(), typeFor(target), target, state, message)));
    }

    static RecordType typeFor(String target) {
        if (!PolicyInput.isAddress(target)) {
            return RecordType.CNAME;
        }
        return target.indexOf(':') >= 0 ? RecordType.AAAA : RecordType.A;
    }

    private static RecordState stateOfPolicyHost(PolicyInput situation) {
        return situation
                .sighting()
                .map(sighting -> switch (sighting.view().policyHost().addresses()) {
                    case Answer.Found<?> _, Answer.AliasLoop<?> _ -> RecordState.FOREIGN;
                    case Answer.NoSuchName<?> _, Answer.NoData<?> _ -> RecordState.MISSING;
                    case Answer.Unavailable<?> _ -> RecordState.UNKNOWN;
                })
                .orElse(RecordState.UNKNOWN);
    }

    private static DnsRecord mtaSts(PolicyInput situation, ServedPolicy served, Optional<ProbeResult> sighting) {
        var name = situation.route().name(RecordKind.MTA_STS);
        var id = served.id();
        if (served.seenSince() == null || id == null) {
            return new DnsRecord(
                    name,
                    RecordType.TXT,
                    null,
                    RecordState.WITHHELD,
                    "Not to be published before the policy is seen everywhere; RecordPublished says what it waits"
                            + " for.");
        }
        var wanted = new StsRecord(new PolicyId(id));
        var seen = sighting.map(one -> SeenRecord.of(one.view().record()));
        return new DnsRecord(
                name,
                RecordType.TXT,
                wanted.text(),
                seen.map(one -> state(situation, one, id)).orElse(RecordState.UNKNOWN),
                null);
    }

    /** Which records are ours cannot be told where a person publishes them: another id is an earlier one. */
    private static RecordState state(PolicyInput situation, SeenRecord seen, String id) {
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
                : situation.route().manual() || parsed.stream().allMatch(record -> isOurs(situation, record))
                        ? RecordState.STALE
                        : RecordState.FOREIGN;
    }

    private static boolean isOurs(PolicyInput situation, StsRecord record) {
        return situation
                .before()
                .map(status -> OwnTexts.of(
                        status, RecordKind.MTA_STS, situation.route().name(RecordKind.MTA_STS)))
                .filter(own -> own.contains(record.text()))
                .isPresent();
    }

    private static DnsRecord tlsReporting(PolicyInput situation, TlsRptRecord wanted, Optional<ProbeResult> sighting) {
        var name = situation.route().name(RecordKind.TLS_REPORTING);
        var own = shownBefore(situation, name)
                .map(record -> earlier(record, wanted.text()))
                .orElse(List.of());
        var state = sighting.map(seen -> seen.view().tlsReporting().current())
                .map(answer -> switch (answer) {
                    case Answer.Unavailable<String> _ -> RecordState.UNKNOWN;
                    case Answer.Found<String> _,
                            Answer.NoSuchName<String> _,
                            Answer.NoData<String> _,
                            Answer.AliasLoop<String> _ -> state(TlsRptRecord.candidates(answer.records()), wanted, own);
                })
                .orElse(RecordState.UNKNOWN);
        boolean kept = situation.route().method() == PublishMethod.UPDATE && state != RecordState.PUBLISHED;
        return new DnsRecord(name, RecordType.TXT, wanted.text(), state, null, kept ? own : List.of());
    }

    /** Once no reports are asked for any more: what an update server still has of ours, until it says that it has nothing. */
    private static Optional<DnsRecord> tlsReportingToGo(PolicyInput situation) {
        var route = situation.route();
        var name = route.name(RecordKind.TLS_REPORTING);
        var report = situation.publishers().update().of(name);
        if (route.method() != PublishMethod.UPDATE
                || report.filter(TextState.Gone.class::isInstance).isPresent()) {
            return Optional.empty();
        }
        var trouble = report.map(state -> state instanceof TextState.Failed(var why) ? " " + why : "")
                .orElse("");
        return shownBefore(situation, name)
                .map(record -> earlier(record, ""))
                .filter(own -> !own.isEmpty())
                .map(own -> new DnsRecord(
                        name,
                        RecordType.TXT,
                        null,
                        RecordState.STALE,
                        "spec.tlsReporting is gone, so %s is to take the record away.%s"
                                .formatted(route.publisher(), trouble),
                        own));
    }

    private static Optional<DnsRecord> shownBefore(PolicyInput situation, String name) {
        return situation.before().map(MailDomainPolicyStatus::records).orElse(List.of()).stream()
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
