package io.mtasts.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.fuzz.Mutations;
import io.mtasts.policy.Judged;
import io.mtasts.report.LintReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No file makes the reader of reports throw, and what it gives can be shown. */
class ReportFuzzTest {
    @TestFactory
    Stream<DynamicTest> quickly() {
        return Stream.of(
                Mutations.test(ReportFuzzTest.class, "report", this::report),
                Mutations.test(ReportFuzzTest.class, "compressed", this::compressed));
    }

    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void report(byte[] file) {
        var parsed = TlsReportParser.parse(file);
        Judged.holds(parsed);
        var shown = LintReport.ofTlsReport("report", parsed);
        assertThat(shown.text().chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')))
                .isTrue();
        assertThat(shown.json()).startsWith("{\"valid\":" + parsed.valid());
    }

    /** A checksum keeps mutations of a gzip file from getting far: here the content is mutated, and compressed anew. */
    @FuzzTest(maxDuration = Mutations.AT_MOST, maxExecutions = Mutations.A_MILLION)
    void compressed(byte[] content) {
        try {
            assertThat(TlsReportParser.parse(Gzip.of(content))).isEqualTo(TlsReportParser.parse(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
