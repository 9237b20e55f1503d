package io.mtasts.check;

import static io.mtasts.check.Aspect.RECORD;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.Answer.AliasLoop;
import io.mtasts.observe.dns.Answer.Found;
import io.mtasts.observe.dns.Answer.Unavailable;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.policy.Disagreement;
import io.mtasts.policy.Excerpt;
import io.mtasts.policy.StsRecord;
import io.mtasts.policy.StsRecordParser;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Is there exactly one MTA-STS record, and the right one (RFC 8461 section 3.1)? */
final class RecordChecks {
    private static final long LONG_TTL_SECONDS = 3600;

    private RecordChecks() {}

    /** Senders ask resolvers: one that fails hides whatever the authoritative servers have. */
    static Stream<Finding> lookedUp(Evidence evidence) {
        var txt = evidence.view().record();
        return Unresolved.finding(RECORD, txt.name(), "TXT records", txt.answer()).stream();
    }

    /** Servers that cannot be reached from here are worth knowing of, no more. */
    static Stream<Finding> silentServers(Evidence evidence) {
        var txt = evidence.view().record();
        return txt.authoritative().stream()
                .sorted(Comparator.comparing(AtServer::server))
                .flatMap(at -> at.answer() instanceof Unavailable<String>(var why, var obstacle)
                        ? Stream.of(new Finding(
                                RECORD,
                                Severity.INFO,
                                ObservedReason.DNSUnavailable,
                                at.server(),
                                "%s, an authoritative server, gave no answer for %s%s."
                                        .formatted(at.server(), txt.name(), Detail.aside(why)),
                                ""))
                        : Stream.empty());
    }

    static Stream<Finding> oneRecord(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        var variants = seen.variants();
        if (variants.equals(List.of(List.<String>of()))) {
            return Stream.of(missing(evidence, seen));
        }
        return variants.stream()
                .filter(variant -> variant.size() > 1)
                .map(variant -> new Finding(
                        RECORD,
                        ObservedReason.MultipleRecords,
                        seen.name(),
                        "%s has %d MTA-STS records at %s, which senders treat as none. They are %s."
                                .formatted(
                                        seen.name(),
                                        variant.size(),
                                        Listed.few(seen.servers(variant)),
                                        Listed.few(variant.stream()
                                                .map(text -> '"' + Excerpt.of(text) + '"')
                                                .toList())),
                        "Remove all but one."));
    }

    private static Finding missing(Evidence evidence, SeenRecord seen) {
        var answer = seen.answers().getFirst().answer();
        var aliases = answer.aliases();
        if (answer instanceof AliasLoop) {
            return new Finding(
                    RECORD,
                    ObservedReason.RecordAliasDangling,
                    seen.name(),
                    "%s is in a CNAME loop, through %s.".formatted(seen.name(), Listed.few(aliases)),
                    "Point it to the name that has the record.");
        }
        if (byWildcard(evidence, answer)) {
            return new Finding(
                    RECORD,
                    ObservedReason.RecordMissing,
                    seen.name(),
                    "%s has no MTA-STS record, only what a wildcard answers for every name, a CNAME for %s: senders do not fetch a policy."
                            .formatted(seen.name(), aliases.getLast()),
                    RecordToPublish.remedy(evidence));
        }
        if (!aliases.isEmpty()) {
            return new Finding(
                    RECORD,
                    ObservedReason.RecordAliasDangling,
                    seen.name(),
                    "%s is a CNAME for %s, which has no MTA-STS record.".formatted(seen.name(), aliases.getLast()),
                    "Publish the record there, or remove the CNAME and publish the record at %s."
                            .formatted(seen.name()));
        }
        return new Finding(
                RECORD,
                ObservedReason.RecordMissing,
                seen.name(),
                "%s has no MTA-STS record: senders do not fetch a policy.%s".formatted(seen.name(), almost(answer)),
                RecordToPublish.remedy(evidence));
    }

    /** A record that was probably meant to be one. */
    private static String almost(Answer<String> answer) {
        return answer.records().stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains("stsv1"))
                .sorted()
                .findFirst()
                .map(text -> NearRecord.words(text, StsRecordParser.parse(text)))
                .orElse("");
    }

    /** What a wildcard answers is no alias that somebody made for this name. */
    private static boolean byWildcard(Evidence evidence, Answer<String> answer) {
        var elsewhere = Stream.of(
                evidence.view().tlsReporting().answer().aliases(),
                evidence.view().policyHost().addresses().aliases());
        return !answer.aliases().isEmpty()
                && elsewhere
                        .filter(aliases -> !aliases.isEmpty())
                        .anyMatch(aliases ->
                                aliases.getFirst().equals(answer.aliases().getFirst()));
    }

    static Stream<Finding> textsBeside(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        return seen.answers().stream()
                .map(at -> at.answer().records())
                .filter(texts -> texts.size() > 1 && StsRecord.candidates(texts).size() == 1)
                .flatMap(List::stream)
                .filter(text -> StsRecord.candidates(List.of(text)).isEmpty())
                .sorted()
                .limit(1)
                .map(text -> new Finding(
                        RECORD,
                        ObservedReason.SendersDisagree,
                        seen.name(),
                        "%s has \"%s\" as well as the MTA-STS record; %s."
                                .formatted(
                                        seen.name(), Excerpt.of(text), Disagreement.TEXT_BESIDE_THE_RECORD.message()),
                        "Remove the other record."));
    }

    static Stream<Finding> wellFormed(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        return seen.variants().stream()
                .filter(variant -> variant.size() == 1)
                .flatMap(variant -> StsRecordParser.parse(variant.getFirst()).remarks().stream())
                .map(remark -> Remarked.finding(RECORD, seen.name(), remark));
    }

    static Stream<Finding> sameEverywhere(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        var variants = seen.variants();
        if (variants.size() < 2) {
            return Stream.empty();
        }
        var described = variants.stream()
                .map(variant -> Listed.few(seen.servers(variant)) + " with " + described(variant))
                .toList();
        return Stream.of(new Finding(
                RECORD,
                ObservedReason.RecordInconsistent,
                seen.name(),
                "The domain's name servers answer differently for %s: %s. What a sender sees depends on which one it asks."
                        .formatted(seen.name(), Listed.few(described)),
                "Bring the name servers in sync; after a change, wait until all of them have it."));
    }

    private static String described(List<String> variant) {
        return switch (variant.size()) {
            case 0 -> "no record";
            case 1 ->
                SeenRecord.parsed(variant).map(record -> "id " + record.id()).orElse("a malformed record");
            default -> variant.size() + " records";
        };
    }

    static Stream<Finding> idOfServedPolicy(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        var ids = seen.parsed().stream().map(record -> record.id().text()).toList();
        return evidence.expectation().recordId().stream()
                .filter(expected -> !ids.isEmpty() && !ids.contains(expected))
                .map(expected -> new Finding(
                        RECORD,
                        ObservedReason.RecordStale,
                        seen.name(),
                        "%s has id %s, but the policy served has id %s: senders keep the policy that they have cached."
                                .formatted(seen.name(), Listed.few(ids), expected),
                        RecordToPublish.remedy(evidence)));
    }

    /** The TTL that a resolver gives counts down, so only that of an authoritative server is quoted. */
    static Stream<Finding> timeToLive(Evidence evidence) {
        var seen = SeenRecord.of(evidence.view().record());
        long seconds = seen.answers().stream()
                .flatMapToLong(at -> at.answer() instanceof Found<String> found
                                && !StsRecord.candidates(found.records()).isEmpty()
                        ? LongStream.of(found.ttlSeconds())
                        : LongStream.empty())
                .max()
                .orElse(0);
        if (seconds <= LONG_TTL_SECONDS) {
            return Stream.empty();
        }
        var quoted = seen.byResolvers() ? "more than an hour" : seconds + " seconds";
        return Stream.of(new Finding(
                RECORD,
                ObservedReason.RecordTTLLong,
                seen.name(),
                "%s may be cached for %s, so every change of policy takes that long to be noticed."
                        .formatted(seen.name(), quoted),
                "Set its TTL to %d seconds or less.".formatted(LONG_TTL_SECONDS)));
    }
}
