package io.mtasts.reports.store;

import java.util.Optional;

/** In what the two databases differ; all other SQL is the same. */
enum Dialect {
    SQLITE("INTEGER PRIMARY KEY", "BLOB", " WITHOUT ROWID", ""),
    /** The number is ours, made up once: whoever migrates holds the lock of that name. */
    POSTGRESQL(
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BYTEA", "", "SELECT pg_advisory_xact_lock(8460846184)");

    /** PostgreSQL: a transaction that met another one, and would do well if tried again. */
    private static final String UNIQUE_MET = "23505";

    private static final String REFERENCE_MET = "23503";
    private static final String SERIALIZATION = "40";

    private final String identity;
    private final String bytes;
    private final String clustered;
    private final String lock;

    Dialect(String identity, String bytes, String clustered, String lock) {
        this.identity = identity;
        this.bytes = bytes;
        this.clustered = clustered;
        this.lock = lock;
    }

    /** SQL of a migration with the words of this database. */
    String ddl(String sql) {
        return sql.replace("{identity}", identity).replace("{bytes}", bytes).replace("{clustered}", clustered);
    }

    /** What keeps other receivers from migrating at the same time, to the end of the transaction; SQLite's transactions do anyway. */
    Optional<String> migrationLock() {
        return Optional.of(lock).filter(sql -> !sql.isEmpty());
    }

    /** Did the transaction only meet another one? */
    boolean metAnother(String state) {
        return this == POSTGRESQL
                && (state.equals(UNIQUE_MET) || state.equals(REFERENCE_MET) || state.startsWith(SERIALIZATION));
    }
}
