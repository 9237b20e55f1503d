package io.mtasts.reports.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
