package io.mtasts.reports.store;

import io.mtasts.reports.store.ReportRows.Domain;
import io.mtasts.reports.store.ReportRows.Tally;
import io.mtasts.reports.store.ReportStore.Kept;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes reports within one transaction, which the caller commits. Statements are prepared once for all of them. */
final class ReportWriting implements AutoCloseable {
    private static final int LONGEST_TEXT = 500;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** Rows that this transaction has met: another one may remove what nothing refers to. */
    private final Map<String, Long> ids = new HashMap<>();

    ReportWriting(Connection connection) {
        this.connection = connection;
    }

    /** Writes what was not counted yet; nothing where all of it was. */
    Kept write(ReportRows rows) throws SQLException {
        if (allKnown(rows)) {
            return Kept.KNOWN;
        }
        long submitter = submitter(rows);
        long report = report(rows, submitter);
        boolean counted = false;
        for (var domain : rows.domains()) {
            long name = domain(domain.name());
            var id = count(rows, domain, name, report);
            if (id.isPresent()) {
                counted = true;
                for (int place = 0; place < domain.tallies().size(); place++) {
                    tally(
                            new Place(name, rows.day().toEpochDay(), id.get(), place),
                            domain.tallies().get(place),
                            submitter);
                }
            }
        }
        if (!counted) { // another receiver had it at the same moment
            execute("DELETE FROM report WHERE id = ?", report);
            return Kept.KNOWN;
        }
        return Kept.NEW;
    }

    private boolean allKnown(ReportRows rows) throws SQLException {
        for (var domain : rows.domains()) {
            if (number("SELECT id FROM counted WHERE hash = ?", Hash.bytes(domain.hash()))
                    .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private long submitter(ReportRows rows) throws SQLException {
        int verified = rows.verified() ? 1 : 0;
        return id(
                "submitter " + verified + rows.submitter(),
                "SELECT id FROM submitter WHERE name = ? AND verified = ?",
                "INSERT INTO submitter (name, verified) VALUES (?, ?) ON CONFLICT DO NOTHING",
                rows.submitter(),
                verified);
    }

    private long domain(String name) throws SQLException {
        return id(
                "domain " + name,
                "SELECT id FROM domain WHERE name = ?",
                "INSERT INTO domain (name) VALUES (?) ON CONFLICT DO NOTHING",
                name);
    }

    private long policy(ReportedPolicy policy) throws SQLException {
        var hash = Hash.bytes(policy.hash());
        var key = "policy " + policy.hash();
        var known = known(key, "SELECT id FROM policy WHERE hash = ?", hash);
        if (known.isPresent()) {
            return known.get();
        }
        execute(
                "INSERT INTO policy (hash, type, digest, mode, lines, patterns) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT"
                        + " DO NOTHING",
                hash,
                policy.type(),
                policy.digest(),
                policy.mode(),
                String.join("\n", policy.lines()),
                String.join("\n", policy.patterns()));
        return known(key, "SELECT id FROM policy WHERE hash = ?", hash).orElseThrow();
    }

    private long report(ReportRows rows, long submitter) throws SQLException {
        var report = rows.arrival().report();
        return number(
                        """
                        INSERT INTO report (arrived, door, submitter, organization, contact, name, starts, ends, raw)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id\
                        """,
                        rows.arrived().getEpochSecond(),
                        rows.arrival().door().name(),
                        submitter,
                        StoredText.of(report.organization(), LONGEST_TEXT),
                        StoredText.of(report.contact(), LONGEST_TEXT),
                        StoredText.of(report.reportId(), LONGEST_TEXT),
                        report.start().getEpochSecond(),
                        report.end().getEpochSecond(),
                        RawReport.compressed(rows.arrival().raw()))
                .orElseThrow();
    }

    private Optional<Long> count(ReportRows rows, Domain domain, long name, long report) throws SQLException {
        return number(
                """
                INSERT INTO counted (hash, report, arrived, domain, day) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (hash) DO NOTHING RETURNING id\
                """,
                Hash.bytes(domain.hash()),
                report,
                rows.arrived().getEpochSecond(),
                name,
                rows.day().toEpochDay());
    }

    /** Where rows of a domain and day lie. */
    private record Place(long domain, long day, long counted, int place) {}

    private void tally(Place at, Tally tally, long submitter) throws SQLException {
        execute(
                """
                INSERT INTO tally (domain, day, counted, place, submitter, policy, successful, failed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                at.domain,
                at.day,
                at.counted,
                at.place,
                submitter,
                policy(tally.policy()),
                tally.successful(),
                tally.failed());
        int number = 0;
        var insert = prepared("""
            INSERT INTO failure (domain, day, counted, place, detail, type, reason, host, address, helo, sender, information, attempts)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
        for (var one : tally.failures().entrySet()) {
            var detail = one.getKey();
            bind(
                    insert,
                    at.domain,
                    at.day,
                    at.counted,
                    at.place,
                    number++,
                    detail.resultType(),
                    detail.reason().orElse(""),
                    detail.host().orElse(""),
                    detail.address().orElse(""),
                    detail.helo().orElse(""),
                    detail.sender().orElse(""),
                    detail.information().orElse(""),
                    one.getValue());
            insert.addBatch();
        }
        if (number > 0) {
            insert.executeBatch();
        }
    }

    /** The row of this value, made where there is none; another receiver may make it at the same moment. */
    private long id(String key, String select, String insert, Object... values) throws SQLException {
        var known = known(key, select, values);
        if (known.isPresent()) {
            return known.get();
        }
        execute(insert, values);
        return known(key, select, values).orElseThrow();
    }

    private Optional<Long> known(String key, String select, Object... values) throws SQLException {
        var met = Optional.ofNullable(ids.get(key));
        var found = met.isPresent() ? met : number(select, values);
        found.ifPresent(id -> ids.put(key, id));
        return found;
    }

    private Optional<Long> number(String sql, Object... values) throws SQLException {
        var statement = prepared(sql);
        bind(statement, values);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }

    private void execute(String sql, Object... values) throws SQLException {
        var statement = prepared(sql);
        bind(statement, values);
        statement.executeUpdate();
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known != null) {
            return known;
        }
        var made = connection.prepareStatement(sql);
        statements.put(sql, made);
        return made;
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        for (var statement : statements.values()) {
            statement.close();
        }
    }
}
