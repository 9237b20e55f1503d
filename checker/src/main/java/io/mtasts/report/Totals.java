package io.mtasts.report;

import io.mtasts.check.Judgement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many of several domains stand how, for the end of a report on all of them. */
public final class Totals {
    /** Of each kind; the reports above name the others. */
    private static final int NAMED = 3;

    private final Map<Mark, Kind> kinds = new EnumMap<>(Mark.class);

    private static final class Kind {
        private final List<String> first = new ArrayList<>();
        private int count;
    }

    /** One more domain. */
    public void add(Judgement judgement) {
        var kind = kinds.computeIfAbsent(Mark.worst(judgement.findings()), _ -> new Kind());
        kind.count++;
        if (kind.first.size() < NAMED) {
            kind.first.add(judgement.evidence().view().domain());
        }
    }

    /** A sentence, worst first, with the names of the first that are not good; empty when there was but one domain. */
    public String line() {
        int all = kinds.values().stream().mapToInt(kind -> kind.count).sum();
        if (all < 2) {
            return "";
        }
        var parts = Stream.of(Mark.ERROR, Mark.UNKNOWN, Mark.WARNING, Mark.OK)
                .filter(kinds::containsKey)
                .map(this::part)
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%,d domains: %s.", all, parts);
    }

    private String part(Mark mark) {
        var kind = kinds.getOrDefault(mark, new Kind());
        var count = String.format(Locale.ROOT, "%,d %s", kind.count, words(mark));
        if (mark == Mark.OK) {
            return count;
        }
        var more = kind.count > kind.first.size() ? ", ..." : "";
        return "%s (%s%s)".formatted(count, String.join(", ", kind.first), more);
    }

    private static String words(Mark mark) {
        return switch (mark) {
            case ERROR -> "with errors";
            case UNKNOWN -> "not fully checked";
            case WARNING -> "with warnings";
            case OK, INFO, NONE -> "all good";
        };
    }
}
