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

    void add(Severity severity, Kind kind, String seen, String problem) {
        add(severity, kind, OptionalInt.empty(), seen, problem);
    }

    void add(Severity severity, Kind kind, int line, String seen, String problem) {
        add(severity, kind, OptionalInt.of(line), seen, problem);
    }

    void addAll(List<Remark> remarks) {
        remarks.forEach(this::add);
    }

    private void add(Severity severity, Kind kind, OptionalInt line, String seen, String problem) {
        add(new Remark(severity, kind, line, Excerpt.of(seen), problem));
    }

    private void add(Remark remark) {
        int count = counts.merge(remark.severity(), 1, Integer::sum);
        if (count <= Parsed.REMARKS_LIMIT) {
            kept.add(remark);
        }
    }

    boolean hasError() {
        return counts.containsKey(Severity.ERROR);
    }

    /** The value if nothing was an error; {@code value} is asked only then. */
    <T> Parsed<T> on(Kind kindOfRest, Supplier<T> value) {
        var all = new ArrayList<>(kept);
        counts.forEach((severity, count) -> {
            int rest = count - Parsed.REMARKS_LIMIT;
            if (rest > 0) {
                all.add(new Remark(severity, kindOfRest, OptionalInt.empty(), "", "and " + rest + " more like these"));
            }
        });
        return new Parsed<>(hasError() ? Optional.empty() : Optional.of(value.get()), all);
    }
}
