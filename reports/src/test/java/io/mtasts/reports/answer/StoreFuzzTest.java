package io.mtasts.reports.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mtasts.lab.fuzz.MutatedInputs;
import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.intake.Door;
import io.mtasts.reports.store.Question;
import io.mtasts.reports.store.ReportStore.Kept;
import io.mtasts.reports.store.SqlReportStore;
import io.mtasts.reports.store.StoreAddress;
import io.mtasts.reports.store.StoreUnavailable;
import io.mtasts.tlsrpt.TlsReport;
import io.mtasts.tlsrpt.TlsReport.PolicyResult;
import io.mtasts.tlsrpt.TlsReportParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Any report that can be read is stored, known from then on, told of and given back. */
class StoreFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    private static Path directory;

    private static SqlReportStore store;

    @BeforeAll
    static void open() throws StoreUnavailable {
        store = SqlReportStore.open(StoreAddress.of(directory.resolve("reports.db")));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @TestFactory
    DynamicTest quickly() {
        return DynamicTest.dynamicTest(
                "stored", () -> MutatedInputs.tryEach(StoreFuzzTest.class, "stored", this::stored));
    }

    @FuzzTest(maxDuration = MutatedInputs.AT_MOST, maxExecutions = MutatedInputs.A_MILLION)
    void stored(byte[] file) {
        TlsReportParser.parse(file).value().ifPresent(report -> {
            try {
                stored(file, report);
            } catch (StoreUnavailable e) {
                throw new AssertionError("the store refuses what the parser takes", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void stored(byte[] file, TlsReport report) throws StoreUnavailable, IOException {
        var arrival = new Arrival(report, ByteBuffer.wrap(file), Door.FILE, Optional.empty(), NOW);
        store.keep(arrival);
        assertThat(store.keep(arrival)).isEqualTo(Kept.KNOWN);
        var domains = report.policies().stream()
                .map(PolicyResult::domain)
                .flatMap(Optional::stream)
                .toList();
        var seen = store.seen(new Question(domains, LocalDate.of(-1, 1, 1), LocalDate.of(10_000, 1, 1), _ -> true));
        assertThat(SeenJson.read(SeenJson.of(seen).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(seen);
        for (var domain : seen) {
            var reports = store.reports(domain.domain(), 10);
            assertThat(SeenText.of(domain, reports, false).chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')))
                    .isTrue();
            for (var one : reports) {
                assertThat(store.report(one.id())).isPresent();
            }
            assertThat(store.forget(domain.domain())).isPositive();
        }
        assertThat(store.seen(new Question(domains, LocalDate.of(-1, 1, 1), LocalDate.of(10_000, 1, 1), _ -> true)))
                .isEqualTo(List.of());
    }
}
