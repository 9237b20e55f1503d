package io.mtasts.reports.store;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Where a store is: a file of SQLite, or a database of PostgreSQL.
 *
 * @param text as a person wrote it, and as messages name it; without a password
 * @param user for PostgreSQL; empty means as the URL says
 * @param password likewise
 */
public record StoreAddress(String text, Optional<String> user, Optional<String> password) {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Pattern SECRET =
            Pattern.compile("[?&](password|sslpassword)=|//[^/?@]*:[^/?@]*@", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /** Whoever brings a report, or asks, waits no longer for a connection. */
    private static final Duration CONNECTING = Duration.ofSeconds(5);

    /** Another writer of the same file may take so long. */
    private static final Duration BUSY = Duration.ofSeconds(10);

    private static final int SQLITE_CONNECTIONS = 4;
    private static final int POSTGRESQL_CONNECTIONS = 6;

    /** A statement of ours takes milliseconds; one that waits for a lock must end before whoever brought the report gives up. */
    private static final String SESSION = "SET statement_timeout = '30s'; SET lock_timeout = '10s'; SET"
            + " idle_in_transaction_session_timeout = '60s'; SELECT set_config('synchronous_commit', 'on', false) WHERE"
            + " current_setting('synchronous_commit') = 'off'";

    /**
     * Reads what a person gave.
     *
     * @throws IllegalArgumentException with a sentence for that person
     */
    public static StoreAddress of(String text, Optional<String> user, Optional<String> password) {
        if (SECRET.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "The address of the store has a password in it, which other users of this machine can see:"
                            + " leave it out, and set PGPASSWORD or name a file that holds it.");
        }
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("postgresql:") || lower.startsWith("postgres:")) {
            throw new IllegalArgumentException("\"%s\" is not read as a store: write %s"
                    .formatted(text, "jdbc:postgresql" + text.substring(text.indexOf(':'))));
        }
        if (!lower.startsWith(POSTGRESQL) && URL.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a store: use a file, as in reports.db, or jdbc:postgresql://HOST/DATABASE"
                            .formatted(text));
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("The address of the store is empty: use a file, as in reports.db, or"
                    + " jdbc:postgresql://HOST/DATABASE");
        }
        return new StoreAddress(text, user, password);
    }

    /** A file, with nobody to ask for a password. */
    public static StoreAddress of(Path file) {
        return new StoreAddress(file.toString(), Optional.empty(), Optional.empty());
    }

    /** Without the password. */
    @Override
    public String toString() {
        return text;
    }

    Dialect dialect() {
        return text.toLowerCase(Locale.ROOT).startsWith(POSTGRESQL) ? Dialect.POSTGRESQL : Dialect.SQLITE;
    }

    /** The file, where it is one. */
    public Optional<Path> file() {
        return dialect() == Dialect.SQLITE ? Optional.of(Path.of(text)) : Optional.empty();
    }

    /** @throws StoreUnavailable when there is no such folder */
    HikariConfig pool() throws StoreUnavailable {
        var pool = new HikariConfig();
        pool.setPoolName("reports");
        pool.setConnectionTimeout(CONNECTING.toMillis());
        pool.setInitializationFailTimeout(-1); // migrating is the first thing that fails
        pool.setMinimumIdle(1);
        switch (dialect()) {
            case SQLITE -> {
                pool.setDataSource(sqlite());
                pool.setMaximumPoolSize(SQLITE_CONNECTIONS);
            }
            case POSTGRESQL -> {
                pool.setJdbcUrl(text);
                user.ifPresent(pool::setUsername);
                password.ifPresent(pool::setPassword);
                pool.setConnectionInitSql(SESSION);
                pool.addDataSourceProperty("ApplicationName", "mta-sts-operator");
                pool.addDataSourceProperty("connectTimeout", "5");
                pool.addDataSourceProperty("socketTimeout", "40");
                pool.addDataSourceProperty("tcpKeepAlive", "true");
                pool.setMaximumPoolSize(POSTGRESQL_CONNECTIONS);
            }
        }
        return pool;
    }

    private SQLiteDataSource sqlite() throws StoreUnavailable {
        Path file;
        try {
            file = Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new StoreUnavailable("%s is not the name of a file".formatted(text), e);
        }
        var folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new StoreUnavailable(
                    "the store %s cannot be made: there is no folder %s".formatted(text, folder), null);
        }
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                SQLiteConfig.SynchronousMode.FULL); // NORMAL loses the last transactions when the power goes
        config.setBusyTimeout((int) BUSY.toMillis());
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE); // one that reads first could not write later
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
