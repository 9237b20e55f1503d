package io.mtasts.check;

import io.mtasts.observe.Answer;
import io.mtasts.observe.AtServer;
import io.mtasts.observe.TxtView;
import io.mtasts.policy.StsRecord;
import io.mtasts.policy.StsRecordParser;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The MTA-STS record as those give it who decide: the authoritative servers that answer, and when none does, the resolvers.
 *
 * @param answers none of them {@link Answer.Unavailable}, in order of the servers' names
 */
public record SeenRecord(String name, List<AtServer<String>> answers, boolean byResolvers) {
    private static final String RESOLVERS = "the resolvers";

    public SeenRecord {
        answers = List.copyOf(answers);
    }

    public static SeenRecord of(TxtView view) {
        var authoritative = view.authoritative().stream()
                .filter(at -> answered(at.answer()))
                .sorted(Comparator.comparing(AtServer::server))
                .toList();
        if (!authoritative.isEmpty()) {
            return new SeenRecord(view.name(), authoritative, false);
        }
        var byResolvers = answered(view.answer())
                ? List.of(new AtServer<>(RESOLVERS, view.answer()))
                : List.<AtServer<String>>of();
        return new SeenRecord(view.name(), byResolvers, true);
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

    private static boolean answered(Answer<String> answer) {
        return !Unresolved.is(answer);
    }
}
