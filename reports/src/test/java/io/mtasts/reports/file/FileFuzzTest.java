package io.mtasts.reports.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.lab.fuzz.MutatedInputs;
import io.mtasts.report.LintedReports;
import io.mtasts.reports.file.ComeUpon.AReport;
import io.mtasts.reports.file.ComeUpon.NotRead;
import io.mtasts.reports.file.ComeUpon.PassedOver;
import io.mtasts.reports.mail.MailLimits;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No file makes the search for reports throw, or leaves it without an answer, and what it gives can be shown. */
class FileFuzzTest {
    private static final FileLimits LIMITS =
            new FileLimits(50, 5, 3, 1024 * 1024, new MailLimits(256 * 1024, 100, 4_096, 5, 20, 5));

    @TestFactory
    DynamicTest quickly() {
        return DynamicTest.dynamicTest("file", () -> MutatedInputs.tryEach(FileFuzzTest.class, "file", this::file));
    }

    @FuzzTest(maxDuration = MutatedInputs.AT_MOST, maxExecutions = MutatedInputs.A_MILLION)
    void file(byte[] file) {
        var found = new ArrayList<ComeUpon>();
        new ReportFiles(LIMITS, found::add).read("file", new ByteArrayInputStream(file));

        var text = new StringBuilder();
        var shown = LintedReports.text(text::append);
        for (var one : found) {
            assertThat(one.where()).startsWith("file");
            switch (one) {
                case AReport report -> {
                    assertThat(report.parsed().value()).isEqualTo(again(report));
                    shown.report(report.where(), report.parsed());
                }
                case PassedOver other -> shown.passedOver(other.where(), other.what());
                case NotRead not -> shown.notRead(not.where(), not.problem());
            }
        }
        shown.end();
        assertThat(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')))
                .isTrue();
    }

    private static Optional<?> again(AReport report) {
        var raw = new byte[report.raw().remaining()];
        report.raw().duplicate().get(raw);
        return TlsReportParser.parse(raw).value();
    }
}
