package io.mtasts.policy;

import io.mtasts.policy.Remark.Kind;
import io.mtasts.policy.Remark.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Collects what is said while parsing; bounded, however bad the text. */
final class Remarks {
    private final List<Remark> kept = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private final Map<Severity, Kind> kindBeyondLimit = new EnumMap<>(Severity.class);

    void add(Severity severity, Kind kind, String seen, String problem) {
        add(severity, kind, OptionalInt.empty(), seen, problem);
    }

    void add(Severity severity, Kind kind, int line, String seen, String problem) {
        add(severity, kind, OptionalInt.of(line), seen, problem);
    }

    void addAll(List<Remark> remarks) {
        for (var remark : remarks) {
            if (hasRoomFor(remark.severity(), remark.kind())) {
                kept.add(remark);
            }
        }
    }

    private void add(Severity severity, Kind kind, OptionalInt line, String seen, String problem) {
        if (hasRoomFor(severity, kind)) { // an excerpt costs more than the reading of a bad line
            kept.add(new Remark(severity, kind, line, Excerpt.of(seen), problem));
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
    <T> Parsed<T> on(Supplier<T> value) {
        var found = counts.containsKey(Severity.ERROR) ? Optional.<T>empty() : Optional.of(value.get());
        var all = new ArrayList<>(kept);
        kindBeyondLimit.forEach((severity, kind) -> {
            int rest = counts.getOrDefault(severity, 0) - Parsed.REMARKS_LIMIT;
            all.add(new Remark(severity, kind, OptionalInt.empty(), "", "and " + rest + " more like these"));
        });
        return new Parsed<>(found, all);
    }
}
