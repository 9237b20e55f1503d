package io.mtasts.check;

import io.mtasts.policy.MxPattern;
import io.mtasts.policy.Parsed;
import io.mtasts.policy.StsPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** In what a policy that was seen differs from the one that was expected. */
final class PolicyDifference {
    private PolicyDifference() {}

    /** The order of mx patterns means nothing. */
    static boolean sameValues(StsPolicy one, StsPolicy other) {
        return one.mode() == other.mode()
                && one.maxAgeSeconds() == other.maxAgeSeconds()
                && new HashSet<>(one.mx()).equals(new HashSet<>(other.mx()));
    }

    static String words(Parsed<StsPolicy> seen, Parsed<StsPolicy> expected) {
        if (seen.value().isEmpty()) {
            return "one that is not valid";
        }
        return expected.value().map(policy -> words(seen.value().get(), policy)).orElse("one that is valid");
    }

    static String words(StsPolicy seen, StsPolicy expected) {
        var differences = new ArrayList<String>();
        if (seen.mode() != expected.mode()) {
            differences.add("mode %s instead of %s"
                    .formatted(seen.mode().text(), expected.mode().text()));
        }
        if (seen.maxAgeSeconds() != expected.maxAgeSeconds()) {
            differences.add("max_age %d instead of %d".formatted(seen.maxAgeSeconds(), expected.maxAgeSeconds()));
        }
        patterns("without mx ", expected.mx(), seen.mx(), differences);
        patterns("with mx ", seen.mx(), expected.mx(), differences);
        return differences.isEmpty() ? "the same values in different bytes" : String.join("; ", differences);
    }

    private static void patterns(String how, List<MxPattern> these, List<MxPattern> those, List<String> differences) {
        var missing = these.stream()
                .filter(pattern -> !those.contains(pattern))
                .map(MxPattern::text)
                .toList();
        if (!missing.isEmpty()) {
            differences.add(how + Listed.few(missing));
        }
    }
}
