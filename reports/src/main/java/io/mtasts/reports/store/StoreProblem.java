package io.mtasts.reports.store;

import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteException;

/** What a database says, for a person. */
final class StoreProblem {
    private static final String DISK_FULL = "53100";
    private static final String TOO_MANY = "53300";
    private static final String WRONG_PASSWORD = "28";
    private static final String NO_DATABASE = "3D000";
    private static final String NO_RIGHT = "42501";

    private StoreProblem() {}

    /** Follows the name of the store. */
    static String of(SQLException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return of(sqlite);
            }
        }
        var state = Optional.ofNullable(deepest(problem).getSQLState()).orElse("");
        var said = firstLine(deepest(problem));
        if (state.equals(DISK_FULL)) {
            return "has no room left: make room on the disk of the database (%s)".formatted(said);
        }
        if (state.equals(TOO_MANY)) {
            return "takes no more connections: raise max_connections, or run fewer receivers (%s)".formatted(said);
        }
        if (state.startsWith(WRONG_PASSWORD)) {
            return "does not let us in: set PGUSER and PGPASSWORD, or name a file with the password (%s)"
                    .formatted(said);
        }
        if (state.equals(NO_DATABASE)) {
            return "is not there: create it with createdb (%s)".formatted(said);
        }
        if (state.equals(NO_RIGHT)) {
            return "does not allow it: the user must own the tables, and may create them the first time (%s)"
                    .formatted(said);
        }
        return "does not answer as it should: %s".formatted(said);
    }

    private static String of(SQLiteException sqlite) {
        var said = firstLine(sqlite);
        return switch (sqlite.getResultCode()) {
            case SQLITE_FULL -> "has no room left: make room on its disk";
            case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_RECOVERY, SQLITE_LOCKED ->
                "is being written by another program that does not finish: look which one has it open";
            case SQLITE_READONLY, SQLITE_READONLY_DIRECTORY, SQLITE_READONLY_DBMOVED, SQLITE_READONLY_CANTINIT ->
                "may only be read: give this user the right to write it and its folder, where SQLite keeps its log (%s)"
                        .formatted(said);
            case SQLITE_CANTOPEN, SQLITE_CANTOPEN_ISDIR ->
                "cannot be opened: it must be a file that this user may read and write, in a folder where this user"
                        + " may write";
            case SQLITE_NOTADB -> "is not a database of SQLite: use another file";
            case SQLITE_CORRUPT -> "is damaged: restore the last backup, or recover it with sqlite3 FILE .recover";
            default -> "does not take it: %s".formatted(said);
        };
    }

    private static SQLException deepest(SQLException problem) {
        var deepest = problem;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                deepest = sql;
            }
        }
        return deepest;
    }

    private static String firstLine(SQLException problem) {
        return Optional.ofNullable(problem.getMessage())
                .orElse("it does not say why")
                .lines()
                .findFirst()
                .orElse("");
    }
}
