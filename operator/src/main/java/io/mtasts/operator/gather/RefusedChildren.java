package io.mtasts.operator.gather;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which children the API server refuses.
 *
 * @param tried whether this process has tried to bring any there; until then what an earlier one said of them stands
 */
public record RefusedChildren(boolean tried, List<RefusedChild> list) {
    private static final int MOST_SAID = 5;

    /** Nothing is known yet. */
    public static final RefusedChildren NOT_TRIED = new RefusedChildren(false, List.of());

    public RefusedChildren {
        list = List.copyOf(list);
    }

    /** Is the same known of the same children, whenever each is tried again? */
    public boolean saysTheSame(RefusedChildren other) {
        return tried == other.tried
                && sentences().toList().equals(other.sentences().toList());
    }

    private Stream<String> sentences() {
        return list.stream().map(RefusedChild::sentence);
    }

    /** The first of one of these kinds. */
    public Optional<RefusedChild> of(String... kinds) {
        return list.stream()
                .filter(child -> List.of(kinds).contains(child.kind()))
                .findFirst();
    }

    /** Is a child of that kind left alone until it is tried again? */
    public boolean rests(String kind, Instant now) {
        return of(kind).filter(child -> child.again().isAfter(now)).isPresent();
    }

    /** What is in the way, and what to do. */
    public String message() {
        var said = sentences().limit(MOST_SAID).collect(Collectors.joining(" "));
        var more = list.size() > MOST_SAID ? " And %d more.".formatted(list.size() - MOST_SAID) : "";
        return "%s%s Everything else continues. Change what rejects it, or have an exception made. The operator retries at least once a minute."
                .formatted(said, more);
    }
}
