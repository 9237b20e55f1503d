package io.mtasts.reports.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** Brings a store to the form that this program knows, step by step, however many programs start at once. */
final class Migrations {
    /** The last step there is: resources 1.sql, 2.sql and so on. */
    static final int NEWEST = 2;

    private final Dialect dialect;
    private final String store;

    /** @param store as messages name it */
    Migrations(Dialect dialect, String store) {
        this.dialect = dialect;
        this.store = store;
    }

    /**
     * Does a step within a transaction, unless another program has done it.
     *
     * @throws StoreUnavailable when a newer program has made the store
     */
    boolean run(Connection connection, int step) throws SQLException, StoreUnavailable {
        try (var statement = connection.createStatement()) {
            lock(statement);
            int version = version(statement);
            if (version > NEWEST) {
                throw new StoreUnavailable(
                        "the store %s was made by a newer mta-sts-operator (its tables are of version %d, this one knows up to %d): use that one, or another store"
                                .formatted(store, version, NEWEST),
                        null);
            }
            if (version < step) {
                step(statement, step);
            }
            return version < step;
        }
    }

    private void lock(Statement statement) throws SQLException {
        var lock = dialect.migrationLock();
        if (lock.isPresent()) {
            statement.execute(lock.get());
        }
    }

    private static int version(Statement statement) throws SQLException {
        statement.execute(
                "CREATE TABLE IF NOT EXISTS store_version (version INTEGER PRIMARY KEY, since BIGINT NOT NULL)");
        try (var rows = statement.executeQuery("SELECT MAX(version) FROM store_version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private void step(Statement statement, int step) throws SQLException {
        for (var sql : dialect.ddl(resource(step + ".sql")).split(";\\s*\\n", -1)) {
            if (!sql.isBlank()) {
                statement.execute(sql);
            }
        }
        statement.execute("INSERT INTO store_version (version, since) VALUES (%d, %d)"
                .formatted(step, Instant.now().getEpochSecond()));
    }

    private static String resource(String name) {
        try (var in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its part " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
