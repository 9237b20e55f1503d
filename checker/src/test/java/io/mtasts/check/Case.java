package io.mtasts.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A row of a table: what was seen, and all that is said of one aspect.
 *
 * @param lines each as "SEVERITY Reason: message remedy", in order of the checks
 */
record Case(String name, Evidence evidence, Aspect aspect, List<String> lines) {
    static Case of(String name, Aspect aspect, Evidence evidence, String... lines) {
        return new Case(name, evidence, aspect, List.of(lines));
    }

    static Case of(String name, Aspect aspect, Views views, String... lines) {
        return of(name, aspect, views.evidence(), lines);
    }

    void holds() {
        assertThat(findings()).extracting(Case::line).containsExactlyElementsOf(lines);
    }

    Set<Reason> reasons() {
        return findings().stream().map(Finding::reason).collect(Collectors.toSet());
    }

    private List<Finding> findings() {
        return AllChecks.findings(evidence).stream()
                .filter(finding -> finding.aspect() == aspect)
                .toList();
    }

    private static String line(Finding finding) {
        return "%s %s: %s".formatted(finding.severity(), finding.reason().name(), finding.line());
    }

    @Override
    public String toString() {
        return name;
    }
}
