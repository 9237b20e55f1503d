package io.mtasts.reports.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the rows that answer a question, numbers first and each name and policy once: texts are what takes time. */
final class SeenReading {
    /** So many go into one statement, which is prepared once: the last list is filled up with its last element. */
    private static final int AT_ONCE = 500;

    private final Connection connection;
    private final Question question;
    private final Map<Long, SeenSums> sums = new LinkedHashMap<>();
    private final Set<Long> submitters = new HashSet<>();
    private final Set<Long> policies = new HashSet<>();

    SeenReading(Connection connection, Question question) {
        this.connection = connection;
        this.question = question;
    }

    List<DomainSeen> read() throws SQLException {
        var names = domains();
        tallies(names.keySet());
        failures(sums.keySet());
        var known = new SeenSums.Known(names(submitters), policies(policies), question.trusted());
        var seen = new ArrayList<DomainSeen>();
        sums.forEach((id, sum) -> seen.add(sum.told(names.getOrDefault(id, ""), known)));
        return seen;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private Map<Long, String> domains() throws SQLException {
        var names = new LinkedHashMap<Long, String>();
        each(
                "SELECT id, name FROM domain WHERE name IN",
                "",
                question.domains(),
                List.of(),
                row -> names.put(row.getLong(1), row.getString(2)));
        return names;
    }

    private void tallies(Collection<Long> domains) throws SQLException {
        each(
                "SELECT domain, day, submitter, policy, successful, failed FROM tally WHERE domain IN",
                " AND day BETWEEN ? AND ?",
                domains,
                days(),
                row -> {
                    long submitter = row.getLong(3);
                    long policy = row.getLong(4);
                    submitters.add(submitter);
                    policies.add(policy);
                    sums.computeIfAbsent(row.getLong(1), _ -> new SeenSums())
                            .tally(row.getLong(2), submitter, policy, row.getLong(5), row.getLong(6));
                });
    }

    private void failures(Collection<Long> domains) throws SQLException {
        each(
                """
                SELECT f.domain, t.submitter, t.policy, f.type, f.reason, f.host, f.information, SUM(f.attempts),
                       SUM(CASE WHEN t.failed = 0 THEN f.attempts ELSE 0 END), MAX(f.day)
                FROM failure f JOIN tally t
                  ON t.domain = f.domain AND t.day = f.day AND t.counted = f.counted AND t.place = f.place
                WHERE f.domain IN\
                """,
                " AND f.day BETWEEN ? AND ? GROUP BY f.domain, t.submitter, t.policy, f.type, f.reason, f.host,"
                        + " f.information",
                domains,
                days(),
                row -> sums.computeIfAbsent(row.getLong(1), _ -> new SeenSums())
                        .failure(new SeenSums.FailureSum(
                                row.getLong(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getString(7),
                                row.getLong(8),
                                row.getLong(9),
                                row.getLong(10))));
    }

    private Map<Long, SeenSums.Name> names(Collection<Long> ids) throws SQLException {
        var names = new HashMap<Long, SeenSums.Name>();
        each(
                "SELECT id, name, verified FROM submitter WHERE id IN",
                "",
                ids,
                List.of(),
                row -> names.put(row.getLong(1), new SeenSums.Name(row.getString(2), row.getInt(3) != 0)));
        return names;
    }

    private Map<Long, ReportedPolicy> policies(Collection<Long> ids) throws SQLException {
        var found = new HashMap<Long, ReportedPolicy>();
        each(
                "SELECT id, type, digest, mode, patterns FROM policy WHERE id IN",
                "",
                ids,
                List.of(),
                row -> found.put(
                        row.getLong(1),
                        new ReportedPolicy(
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                lines(row.getString(5)),
                                List.of())));
        return found;
    }

    private List<Long> days() {
        return List.of(question.from().toEpochDay(), question.to().toEpochDay());
    }

    private void each(String before, String after, Collection<?> list, List<Long> others, Row reader)
            throws SQLException {
        if (list.isEmpty()) {
            return;
        }
        var all = List.copyOf(list);
        int size = Math.min(AT_ONCE, all.size());
        var sql = before + " (" + String.join(",", Collections.nCopies(size, "?")) + ")" + after;
        try (var statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < all.size(); from += size) {
                for (int i = 0; i < size; i++) {
                    bind(statement, i + 1, all.get(Math.min(from + i, all.size() - 1)));
                }
                for (int i = 0; i < others.size(); i++) {
                    statement.setLong(size + i + 1, others.get(i));
                }
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.read(rows);
                    }
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        if (value instanceof Long number) {
            statement.setLong(at, number);
        } else {
            statement.setString(at, value.toString());
        }
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n", -1));
    }
}
