package io.mtasts.observe.dns;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * The zone that a name is in.
 *
 * @param servers the names of those that are responsible for it, sorted
 */
record ZoneCut(Name origin, List<String> servers) {
    private static final int MOST_SERVERS = 8;

    /** With the root: a top-level domain. The name servers of those are not ours to ask. */
    private static final int LABELS_OF_TOP_LEVEL = 2;

    ZoneCut {
        servers = List.copyOf(servers);
    }

    /**
     * The nearest name upwards that has NS records; empty where that is a top-level domain, or where nobody says.
     *
     * @param inTime whether there is time for one more question
     */
    static Optional<ZoneCut> above(Name name, Questions questions, BooleanSupplier inTime) {
        for (var at = name; at.labels() > LABELS_OF_TOP_LEVEL && inTime.getAsBoolean(); at = new Name(at, 1)) {
            var answer = questions.nameServers(at);
            if (answer instanceof Answer.Unavailable<Record>) {
                return Optional.empty();
            }
            if (!answer.records().isEmpty() && answer.aliases().isEmpty()) {
                return Optional.of(new ZoneCut(at, servers(answer)));
            }
        }
        return Optional.empty();
    }

    private static List<String> servers(Answer<Record> answer) {
        return answer.records().stream()
                .map(record -> AliasWalk.text(((NSRecord) record).getTarget()))
                .distinct()
                .sorted()
                .limit(MOST_SERVERS)
                .toList();
    }
}
