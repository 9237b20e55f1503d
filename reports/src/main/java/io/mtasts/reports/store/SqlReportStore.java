package io.mtasts.reports.store;

import com.zaxxer.hikari.HikariDataSource;
import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.intake.Door;
import io.mtasts.reports.store.StoredReport.Heading;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store in SQLite or PostgreSQL, with the same SQL. */
public final class SqlReportStore implements ReportStore {
    /** More at once would keep others waiting. */
    private static final int TOGETHER = 100;

    private static final int TRIES = 5;

    private static final String HEADING = """
        SELECT r.id, r.arrived, r.door, s.name, s.verified, r.name, r.starts, r.ends, r.raw
        FROM report r JOIN submitter s ON s.id = r.submitter
        """;

    private final StoreAddress address;
    private final HikariDataSource pool;
    private final GroupCommit<ReportRows, Kept> commits = new GroupCommit<>(this::write, TOGETHER);

    private SqlReportStore(StoreAddress address, HikariDataSource pool) {
        this.address = address;
        this.pool = pool;
    }

    /**
     * Opens a store, and brings it to today's form; one that is not there is made, if it is a file.
     *
     * @throws StoreUnavailable when it does not answer, or a newer program has made it
     */
    public static SqlReportStore open(StoreAddress address) throws StoreUnavailable {
        var store = new SqlReportStore(address, new HikariDataSource(address.pool()));
        try {
            var migrations = new Migrations(address.dialect(), address.text());
            for (int step = 1; step <= Migrations.NEWEST; step++) {
                int next = step;
                store.transaction(connection -> migrations.run(connection, next));
            }
            return store;
        } catch (StoreUnavailable | RuntimeException problem) {
            store.close();
            throw problem;
        }
    }

    @Override
    public Kept keep(Arrival arrival) throws StoreUnavailable {
        return keep(List.of(arrival)).getFirst();
    }

    /**
     * Stores several in one transaction, which takes hardly longer than one.
     *
     * @return in the same order; of two that are the same, the second is known
     * @throws StoreUnavailable when they cannot be stored now; nothing of any is kept
     */
    public List<Kept> keep(List<Arrival> arrivals) throws StoreUnavailable {
        return arrivals.isEmpty()
                ? List.of()
                : commits.write(arrivals.stream().map(ReportRows::of).toList());
    }

    private List<Kept> write(List<ReportRows> all) throws StoreUnavailable {
        return transaction(connection -> {
            try (var writing = new ReportWriting(connection)) {
                var kept = new ArrayList<Kept>();
                for (var rows : all) {
                    kept.add(writing.write(rows));
                }
                return kept;
            }
        });
    }

    /** What senders saw of domains; nothing is said of those of which there are no reports in that time. */
    public List<DomainSeen> seen(Question question) throws StoreUnavailable {
        return with(connection -> new SeenReading(connection, question).read());
    }

    /** How much there is. */
    public Stock stock() throws StoreUnavailable {
        return with(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT (SELECT COUNT(*) FROM report), (SELECT COUNT(*) FROM counted),"
                                    + " (SELECT COUNT(*) FROM domain)")) {
                rows.next();
                return new Stock(rows.getLong(1), rows.getLong(2), rows.getLong(3));
            }
        });
    }

    /** One report as it came; empty when there is none of that number, or no longer. */
    public Optional<StoredReport> report(long id) throws StoreUnavailable {
        return with(connection -> {
            try (var statement = connection.prepareStatement(HEADING + "WHERE r.id = ?")) {
                statement.setLong(1, id);
                try (var rows = statement.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new StoredReport(
                                    heading(rows), ByteBuffer.wrap(RawReport.plain(rows.getBytes("raw")))))
                            : Optional.<StoredReport>empty();
                }
            }
        });
    }

    /** The last reports that speak of a domain, the last first. */
    public List<Heading> reports(String domain, int most) throws StoreUnavailable {
        return with(connection -> {
            try (var statement = connection.prepareStatement(HEADING.replace(", r.raw", "") + """
                WHERE r.id IN (SELECT c.report FROM counted c JOIN domain d ON d.id = c.domain WHERE d.name = ?)
                ORDER BY r.ends DESC, r.id DESC LIMIT ?\
                """)) {
                statement.setString(1, domain);
                statement.setInt(2, most);
                var headings = new ArrayList<Heading>();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        headings.add(heading(rows));
                    }
                }
                return headings;
            }
        });
    }

    private static Heading heading(ResultSet row) throws SQLException {
        return new Heading(
                row.getLong(1),
                Instant.ofEpochSecond(row.getLong(2)),
                Door.valueOf(row.getString(3)),
                row.getString(4),
                row.getInt(5) != 0,
                row.getString(6),
                Instant.ofEpochSecond(row.getLong(7)),
                Instant.ofEpochSecond(row.getLong(8)));
    }

    /** Keeps a text under a name, instead of what was there; when this returns it survives a crash. */
    public void remember(String name, String text) throws StoreUnavailable {
        var _ = transaction(connection -> {
            try (var write = connection.prepareStatement("INSERT INTO remembered (name, text) VALUES (?, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET text = excluded.text")) {
                write.setString(1, name);
                write.setString(2, text);
                return write.executeUpdate();
            }
        });
    }

    /** The text under a name; empty when there is none. */
    public Optional<String> remembered(String name) throws StoreUnavailable {
        return with(connection -> {
            try (var read = connection.prepareStatement("SELECT text FROM remembered WHERE name = ?")) {
                read.setString(1, name);
                try (var rows = read.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /**
     * Removes all that is known of a domain, and the reports that speak of it.
     *
     * @return how many reports had been counted
     */
    public long forget(String domain) throws StoreUnavailable {
        return transaction(connection -> new Removing(connection).domain(domain));
    }

    /** So much was removed. */
    public record Purged(long reports, long counts) {}

    /**
     * Removes what came in too long ago, a little at a time, so that reports can come in meanwhile.
     *
     * @return how many reports and how many daily counts went
     */
    public Purged purge(Retention retention, Instant now) throws StoreUnavailable {
        long reports = 0;
        long counts = 0;
        long before;
        do {
            before = reports + counts;
            reports += transaction(connection -> new Removing(connection).reports(now.minus(retention.reports())));
            counts += transaction(connection -> new Removing(connection).counts(now.minus(retention.counts())));
        } while (reports + counts > before);
        transaction(connection -> new Removing(connection).names());
        return new Purged(reports, counts);
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Work with a connection. */
    private interface Work<R> {
        R with(Connection connection) throws SQLException, StoreUnavailable;
    }

    /** All or nothing; again where it only met another receiver's. */
    private <R> R transaction(Work<R> work) throws StoreUnavailable {
        return with(connection -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return committed(connection, work);
                } catch (SQLException e) {
                    var state = Optional.ofNullable(e.getSQLState()).orElse("");
                    if (attempt == TRIES || !address.dialect().metAnother(state)) {
                        throw e;
                    }
                }
            }
        });
    }

    private <R> R committed(Connection connection, Work<R> work) throws SQLException, StoreUnavailable {
        connection.setAutoCommit(false);
        try {
            var result = work.with(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | StoreUnavailable | RuntimeException problem) {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException lost) {
                // SQLite has rolled back by itself when a disk is full, and its driver does not know.
                problem.addSuppressed(lost);
                pool.evictConnection(connection);
            }
            throw problem;
        }
    }

    private <R> R with(Work<R> work) throws StoreUnavailable {
        try (var connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new StoreUnavailable("the store %s %s".formatted(address, StoreProblem.of(e)), e);
        }
    }
}
