package io.mtasts.reports.store;

import static io.mtasts.reports.store.SomeReports.DAY;
import static io.mtasts.reports.store.SomeReports.ENFORCE;
import static io.mtasts.reports.store.SomeReports.from;
import static io.mtasts.reports.store.SomeReports.sts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.store.ReportStore.Kept;
import io.mtasts.tlsrpt.TlsReport.Detail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SqliteStoreTest extends StoreTest {
    @TempDir
    private Path directory;

    @Override
    StoreAddress empty() {
        return StoreAddress.of(directory.resolve("reports.db"));
    }

    @Test
    void aFullDiskKeepsNothingByHalvesAndMayBeEmptiedAgain() throws Exception {
        var disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", disk.toString()),
                "a file system of a given size cannot be mounted here (that takes root), so none is filled");
        try (var store = SqlReportStore.open(StoreAddress.of(disk.resolve("reports.db")))) {
            int kept = 0;
            Optional<StoreUnavailable> full = Optional.empty();
            var filling = Files.write(disk.resolve("other"), new byte[250_000]);
            while (full.isEmpty()) {
                try {
                    store.keep(large(kept));
                    kept++;
                } catch (StoreUnavailable problem) {
                    full = Optional.of(problem);
                }
            }
            assertThat(full.get()).hasMessageContaining("has no room left: make room on its disk");
            assertThat(store.stock().counted()).isEqualTo(kept);

            Files.delete(filling);
            assertThat(store.keep(large(kept))).isEqualTo(Kept.NEW);
            assertThat(store.keep(large(0))).isEqualTo(Kept.KNOWN);
            assertThat(store.stock().counted()).isEqualTo(kept + 1);
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static Arrival large(int number) {
        var details = new Detail[50];
        for (int i = 0; i < details.length; i++) {
            details[i] = SomeReports.failure(
                    "certificate-expired", 1, "mx%d.harbour.example".formatted(i), "reason ".repeat(10));
        }
        return from("big.example", "r" + number, DAY, sts("harbour.example", ENFORCE, 1, 0, details));
    }

    @Test
    void whatIsNoStoreIsSaidSo() throws Exception {
        var text = Files.writeString(
                directory.resolve("notes.txt"), "this is a text, and long enough to be looked at ".repeat(50));
        assertThatThrownBy(() -> SqlReportStore.open(StoreAddress.of(text)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("the store %s is not a database of SQLite: use another file", text);
        assertThatThrownBy(() -> SqlReportStore.open(StoreAddress.of(directory.resolve("none/reports.db"))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageEndingWith("cannot be made: there is no folder " + directory.resolve("none"));
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
