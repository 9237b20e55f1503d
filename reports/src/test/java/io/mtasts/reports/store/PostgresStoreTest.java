package io.mtasts.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mtasts.reports.store.ReportStore.Kept;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StoreTest {
    @TempDir
    private static Path directory;

    private static @Nullable PostgresServer server;
    private static int databases;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = PostgresServer.start(directory);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    StoreAddress empty() throws SQLException {
        databases++;
        try (var connection = DriverManager.getConnection(server.url(), "reports", PostgresServer.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE d" + databases);
        }
        return StoreAddress.of(
                server.url().replace("/postgres", "/d" + databases),
                Optional.of("reports"),
                Optional.of(PostgresServer.PASSWORD));
    }

    @Test
    void aDatabaseThatGoesAwayAndComesBackLosesNothing() throws Exception {
        try (var mine = PostgresServer.start(directory);
                var store = SqlReportStore.open(mine.address())) {
            assertThat(store.keep(KeepsUntilKilled.report(1))).isEqualTo(Kept.NEW);

            mine.kill();
            assertThatThrownBy(() -> store.keep(KeepsUntilKilled.report(2)))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageStartingWith("the store %s does not answer as it should: ", mine.url());

            mine.run();
            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(StoreUnavailable.class)
                    .until(() -> store.stock().counted() == 1);
            assertThat(store.keep(KeepsUntilKilled.report(1))).isEqualTo(Kept.KNOWN);
            assertThat(store.keep(KeepsUntilKilled.report(2))).isEqualTo(Kept.NEW);
        }
    }

    @Test
    void aWrongPasswordIsSaidSo() {
        var address = StoreAddress.of(server.url(), Optional.of("reports"), Optional.of("wrong"));
        assertThatThrownBy(() -> SqlReportStore.open(address))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(
                        "does not let us in: set PGUSER and PGPASSWORD, or name a file with the password");
    }
}
