package io.mtasts.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mtasts.check.Aspect;
import io.mtasts.check.Finding;
import io.mtasts.check.ObservedReason;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', 0",
        "ModeTesting, 0",
        "PatternUnused, 0",
        "DNSUnavailable PatternUnused, 3",
        "PatternUnused DNSUnavailable MXNotCovered, 1",
        "Disabled, 0", // asked for
        "Disabled DNSUnavailable, 3",
    })
    void worstOf(String reasons, int status) {
        var findings = Arrays.stream(reasons.split(" "))
                .filter(reason -> !reason.isEmpty())
                .map(ObservedReason::valueOf)
                .map(reason -> new Finding(Aspect.RECORD, reason, "x", "x", ""))
                .toList();
        assertThat(ExitStatus.of(findings)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 3, 3", "3, 0, 3", "1, 3, 1", "3, 1, 1", "0, 1, 1"})
    void worseOfTwo(int one, int other, int status) {
        assertThat(ExitStatus.worse(one, other)).isEqualTo(status);
    }
}
