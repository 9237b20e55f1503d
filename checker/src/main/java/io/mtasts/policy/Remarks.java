package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is said while parsing; bounded, however bad the text. */
public final class Remarks {
    private final List<Remark> kept = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private final Map<Severity, Kind> kindBeyondLimit = new EnumMap<>(Severity.class);

    /** About the whole text, or what is missing of it. */
    public void add(Severity severity, Kind kind, String problem) {
        add(severity, kind, Position.NOWHERE, "", problem);
    }

    /** About what was {@code seen} there, of which an {@link Excerpt} is kept. */
    public void add(Severity severity, Kind kind, Position at, String seen, String problem) {
        add(severity, kind, at, seen, problem, List.of());
    }

    /** The same, with what to {@code write} instead. */
    public void add(Severity severity, Kind kind, Position at, String seen, String problem, List<String> write) {
        if (hasRoomFor(severity, kind)) { // an excerpt costs more than the reading of a bad line
            kept.add(new Remark(severity, kind, at, Excerpt.of(seen), problem, write));
        }
    }

    /** Senders in use do different things with what was {@code seen} there. */
    public void add(Disagreement disagreement, Position at, String seen) {
        add(Severity.WARNING, Kind.SendersDisagree, at, seen, disagreement.message());
    }

    /** The same, where making the remark costs more than reading on: it is asked for only when there is room for it. */
    public void add(Severity severity, Kind kind, Supplier<Remark> remark) {
        if (hasRoomFor(severity, kind)) {
            kept.add(remark.get());
        }
    }

    void addAll(List<Remark> remarks) {
        for (var remark : remarks) {
            if (hasRoomFor(remark.severity(), remark.kind())) {
                kept.add(remark);
            }
        }
    }

    private boolean hasRoomFor(Severity severity, Kind kind) {
        if (counts.merge(severity, 1, Integer::sum) <= Parsed.REMARKS_LIMIT) {
            return true;
        }
        kindBeyondLimit.putIfAbsent(severity, kind);
        return false;
    }

    /** With the value when nothing was an error; {@code value} is asked only then, and may still add a remark that is none. */
    public <T> Parsed<T> on(Supplier<T> value) {
        var found = counts.containsKey(Severity.ERROR) ? Optional.<T>empty() : Optional.of(value.get());
        var all = new ArrayList<>(kept);
        kindBeyondLimit.forEach((severity, kind) -> {
            int rest = counts.getOrDefault(severity, 0) - Parsed.REMARKS_LIMIT;
            all.add(new Remark(severity, kind, Position.NOWHERE, "", "and " + rest + " more like these"));
        });
        return new Parsed<>(found, all);
    }
}
