package io.mtasts.reports.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Removes rows within one transaction. */
final class Removing {
    /** So many at a time: a transaction of some milliseconds. */
    private static final int AT_ONCE = 500;

    private final Connection connection;

    Removing(Connection connection) {
        this.connection = connection;
    }

    /** The oldest of what came in before that time. */
    long reports(Instant before) throws SQLException {
        return update(
                "DELETE FROM report WHERE id IN (SELECT id FROM report WHERE arrived < ? ORDER BY arrived LIMIT "
                        + AT_ONCE + ")",
                before.getEpochSecond());
    }

    /** The oldest of what came in before that time. */
    long counts(Instant before) throws SQLException {
        var old = "SELECT id FROM counted WHERE arrived < ? ORDER BY arrived, id LIMIT " + AT_ONCE;
        update(
                "DELETE FROM tally WHERE (domain, day, counted) IN (SELECT domain, day, id FROM (SELECT domain, day,"
                        + " id FROM counted WHERE arrived < ? ORDER BY arrived, id LIMIT " + AT_ONCE + ") AS old)",
                before.getEpochSecond());
        return update("DELETE FROM counted WHERE id IN (" + old + ")", before.getEpochSecond());
    }

    /** What nothing refers to any more. */
    long names() throws SQLException {
        return update("DELETE FROM policy WHERE NOT EXISTS (SELECT 1 FROM tally WHERE tally.policy = policy.id)")
                + update("DELETE FROM domain WHERE NOT EXISTS (SELECT 1 FROM counted WHERE counted.domain = domain.id)")
                + update("DELETE FROM submitter WHERE NOT EXISTS (SELECT 1 FROM tally WHERE tally.submitter ="
                        + " submitter.id) AND NOT EXISTS (SELECT 1 FROM report WHERE report.submitter ="
                        + " submitter.id)");
    }

    /** All of a domain. Gives how many reports had been counted. */
    long domain(String name) throws SQLException {
        var id = "(SELECT id FROM domain WHERE name = ?)";
        update("DELETE FROM report WHERE id IN (SELECT report FROM counted WHERE domain IN " + id + ")", name);
        update("DELETE FROM tally WHERE domain IN " + id, name);
        long counted = update("DELETE FROM counted WHERE domain IN " + id, name);
        names();
        return counted;
    }

    private long update(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
