package io.mtasts.check;

import io.mtasts.observe.dns.Answer;
import io.mtasts.observe.dns.AtServer;
import io.mtasts.observe.dns.TxtView;
import io.mtasts.policy.StsRecord;
import io.mtasts.policy.StsRecordParser;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The MTA-STS record as those give it who decide: the authoritative servers that answer, and when none does, the resolvers. A
 * server that only knows an alias out of its own zones leaves the answer to the resolvers as well (RFC 8461 section 8.2).
 *
 * @param answers none of them {@link Answer.Unavailable}, in order of the servers' names
 * @param alias the target, where all that the authoritative servers have is an alias
 * @param byResolvers whether no authoritative server gave the records themselves
 */
public record SeenRecord(String name, List<AtServer<String>> answers, Optional<String> alias, boolean byResolvers) {
    private static final String RESOLVERS = "the resolvers";

    public SeenRecord {
        answers = List.copyOf(answers);
    }

    public static SeenRecord of(TxtView view) {
        var authoritative = view.authoritative().stream()
                .filter(at -> !Unresolved.is(at.answer()))
                .sorted(Comparator.comparing(AtServer::server))
                .toList();
        if (authoritative.stream().allMatch(at -> leadsElsewhere(at.answer()))) {
            var alias = authoritative.stream()
                    .map(at -> at.answer().aliases().getLast())
                    .findFirst();
            var byResolvers = new AtServer<>(RESOLVERS, view.answer());
            return new SeenRecord(
                    view.name(), Unresolved.is(view.answer()) ? List.of() : List.of(byResolvers), alias, true);
        }
        var answers = authoritative.stream()
                .map(at -> leadsElsewhere(at.answer()) ? new AtServer<>(at.server(), view.answer()) : at)
                .filter(at -> !Unresolved.is(at.answer()))
                .toList();
        return new SeenRecord(view.name(), answers, Optional.empty(), false);
    }

    private static boolean leadsElsewhere(Answer<String> answer) {
        return switch (answer) {
            case Answer.NoData<String>(var aliases) -> !aliases.isEmpty();
            case Answer.NoSuchName<String>(var aliases) -> !aliases.isEmpty();
            case Answer.Found<String> _, Answer.AliasLoop<String> _, Answer.Unavailable<String> _ -> false;
        };
    }

    /** Each different set of records that claim to be the MTA-STS record; one when all servers agree. */
    public List<List<String>> variants() {
        return answers.stream().map(at -> candidates(at.answer())).distinct().toList();
    }

    /** The servers that give this set of records. */
    List<String> servers(List<String> variant) {
        return answers.stream()
                .filter(at -> candidates(at.answer()).equals(variant))
                .map(AtServer::server)
                .toList();
    }

    /** Those that parse, of the servers that give exactly one; one when all is well. */
    public List<StsRecord> parsed() {
        return variants().stream().flatMap(variant -> parsed(variant).stream()).toList();
    }

    static Optional<StsRecord> parsed(List<String> variant) {
        return variant.size() == 1 ? StsRecordParser.parse(variant.getFirst()).value() : Optional.empty();
    }

    private static List<String> candidates(Answer<String> answer) {
        return StsRecord.candidates(answer.records()).stream().sorted().toList();
    }
}
