package io.mtasts.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A reason that no row of the tables brings about is either untested or never given. */
class EveryReasonTest {
    @Test
    void isBroughtAboutByATest() {
        var seen = Stream.of(
                        RecordChecksTest.cases(),
                        PolicyHostChecksTest.cases(),
                        PolicyChecksTest.cases(),
                        CoverageChecksTest.cases(),
                        MxTlsChecksTest.cases(),
                        DaneChecksTest.cases(),
                        TlsReportingChecksTest.cases())
                .flatMap(rows -> rows)
                .flatMap(row -> row.reasons().stream())
                .collect(Collectors.toSet());
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ObservedReason.values())
                        .filter(reason -> reason != ObservedReason.AllGood) // of verdicts only
                        .filter(reason -> !reason.name().startsWith("Report")) // of lint: TlsReportParserTest
                        .filter(reason -> reason != ObservedReason.TLSAMalformed) // of lint: TlsaParserTest
                        .toList());
    }
}
