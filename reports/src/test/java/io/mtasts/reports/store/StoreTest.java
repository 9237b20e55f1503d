package io.mtasts.reports.store;

import static io.mtasts.reports.store.SomeReports.DAY;
import static io.mtasts.reports.store.SomeReports.ENFORCE;
import static io.mtasts.reports.store.SomeReports.NOON;
import static io.mtasts.reports.store.SomeReports.TESTING;
import static io.mtasts.reports.store.SomeReports.failure;
import static io.mtasts.reports.store.SomeReports.from;
import static io.mtasts.reports.store.SomeReports.of;
import static io.mtasts.reports.store.SomeReports.report;
import static io.mtasts.reports.store.SomeReports.sts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.store.DomainSeen.Applied;
import io.mtasts.reports.store.DomainSeen.Day;
import io.mtasts.reports.store.DomainSeen.FailureSeen;
import io.mtasts.reports.store.DomainSeen.Submitter;
import io.mtasts.reports.store.ReportStore.Kept;
import io.mtasts.reports.store.SqlReportStore.Purged;
import io.mtasts.tlsrpt.TlsReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store does, whatever database it is in. */
@Timeout(120)
abstract class StoreTest {
    private static final int KILLED_AFTER = 300;

    /** An empty one. */
    abstract StoreAddress empty() throws Exception;

    private SqlReportStore store() throws Exception {
        return SqlReportStore.open(empty());
    }

    private static DomainSeen seen(SqlReportStore store, String domain) throws StoreUnavailable {
        return store.seen(question(domain)).getFirst();
    }

    private static Question question(String... domains) {
        return new Question(List.of(domains), DAY.minusDays(30), DAY.plusDays(1), name -> name.equals("big.example"));
    }

    @Test
    void whatIsKeptIsTold() throws Exception {
        try (var store = store()) {
            var first = from("big.example", "1", DAY.minusDays(1), sts("harbour.example", TESTING, 5, 0));
            var second = from(
                    "big.example",
                    "2",
                    DAY,
                    sts(
                            "Harbour.EXAMPLE.",
                            ENFORCE,
                            90,
                            10,
                            failure("certificate-expired", 7, "mx1.harbour.example", "expired"),
                            failure("certificate-expired", 2, "mx1.harbour.example", "expired"),
                            failure("validation-failure", 4, "mx9.harbour.example", "")));
            var unsigned = of(report("3", DAY, sts("harbour.example", ENFORCE, 1_000, 0)), Optional.empty(), NOON);
            assertThat(store.keep(List.of(first, second, unsigned))).containsOnly(Kept.NEW);

            var seen = seen(store, "harbour.example");
            assertThat(seen.submitters())
                    .extracting(
                            Submitter::name,
                            Submitter::verified,
                            Submitter::evidence,
                            Submitter::successful,
                            Submitter::failed)
                    .containsExactly(
                            tuple("big.example", true, true, 95L, 10L), tuple("Ferry Post", false, false, 1_000L, 0L));
            assertThat(seen.submitters().getFirst().policies())
                    .extracting(Applied::mode, Applied::since, Applied::last, Applied::successful)
                    .containsExactly(
                            tuple("enforce", DAY, DAY, 90L), tuple("testing", DAY.minusDays(1), DAY.minusDays(1), 5L));
            assertThat(seen.submitters().getFirst().policies().getFirst().digest())
                    .isEqualTo(ReportedPolicy.digest(String.join("\r\n", ENFORCE)));
            assertThat(seen.days())
                    .containsExactly(
                            new Day(DAY.minusDays(1), true, 5, 0),
                            new Day(DAY, true, 90, 10),
                            new Day(DAY, false, 1_000, 0));
            assertThat(seen.failures())
                    .extracting(
                            FailureSeen::resultType,
                            FailureSeen::host,
                            FailureSeen::reason,
                            FailureSeen::attempts,
                            FailureSeen::notInPolicy)
                    .containsExactly(
                            tuple("certificate-expired", "mx1.harbour.example", "expired", 9L, false),
                            tuple("validation-failure", "mx9.harbour.example", "", 4L, true));
            assertThat(store.stock()).isEqualTo(new Stock(3, 3, 1));
        }
    }

    @Test
    void theSameReportCountsOnce() throws Exception {
        var address = empty();
        try (var store = SqlReportStore.open(address)) {
            var report = from("big.example", "1", DAY, sts("harbour.example", ENFORCE, 5, 0));
            assertThat(store.keep(List.of(report, report))).containsExactly(Kept.NEW, Kept.KNOWN);
        }
        try (var store = SqlReportStore.open(address)) {
            var report = report("1", DAY, sts("harbour.example", ENFORCE, 5, 0));
            assertThat(store.keep(of(report, Optional.of("big.example"), NOON))).isEqualTo(Kept.KNOWN);
            assertThat(seen(store, "harbour.example").days()).containsExactly(new Day(DAY, true, 5, 0));
        }
    }

    /** Each differs from the first in one thing alone. */
    @Test
    void whatIsAnotherReport() throws Exception {
        var day = DAY.atStartOfDay().toInstant(ZoneOffset.UTC);
        var nextDay = day.plus(Duration.ofDays(1));
        try (var store = store()) {
            var kept = store.keep(List.of(
                    of(ranged("1", "harbour.example", day, nextDay), Optional.of("big.example"), NOON),
                    of(ranged("1", "harbour.example", day, nextDay), Optional.of("other.example"), NOON),
                    of(ranged("2", "harbour.example", day, nextDay), Optional.of("big.example"), NOON),
                    of(ranged("1", "quay.example", day, nextDay), Optional.of("big.example"), NOON),
                    of(ranged("1", "harbour.example", day.minusSeconds(1), nextDay), Optional.of("big.example"), NOON),
                    of(ranged("1", "harbour.example", day, nextDay.plusSeconds(1)), Optional.of("big.example"), NOON),
                    // Nobody who only writes that he is big.example keeps its reports out.
                    of(ranged("1", "harbour.example", day, nextDay), Optional.empty(), NOON)));
            assertThat(kept).containsOnly(Kept.NEW);
        }
    }

    /** Of an organization that calls itself big.example. */
    private static TlsReport ranged(String id, String domain, Instant start, Instant end) {
        return new TlsReport(
                Optional.of("big.example"),
                Optional.of(id),
                Optional.empty(),
                start,
                end,
                List.of(sts(domain, ENFORCE, 5, 0)));
    }

    @Test
    void aReportWithoutIdIsKnownByWhatItSays() throws Exception {
        try (var store = store()) {
            assertThat(store.keep(from("big.example", "", DAY, sts("harbour.example", ENFORCE, 5, 0))))
                    .isEqualTo(Kept.NEW);
            assertThat(store.keep(from("big.example", "", DAY, sts("harbour.example", ENFORCE, 6, 0))))
                    .isEqualTo(Kept.NEW);
            assertThat(store.keep(from("big.example", "", DAY, sts("harbour.example", ENFORCE, 6, 0))))
                    .isEqualTo(Kept.KNOWN);
        }
    }

    @Test
    void twoReceiversCountEachReportOnce() throws Exception {
        var address = empty();
        var reports = new ArrayList<Arrival>();
        for (int i = 0; i < 1_000; i++) {
            reports.add(from(
                    "big.example",
                    "r" + i,
                    DAY,
                    sts(
                            "d%d.example".formatted(i % 50),
                            ENFORCE,
                            1,
                            1,
                            failure("certificate-expired", 1, "mx1.d%d.example".formatted(i % 7), ""))));
        }
        // Both open an empty store at the same moment.
        try (var threads = Executors.newFixedThreadPool(8)) {
            var opened = threads.invokeAll(List.<Callable<SqlReportStore>>of(
                    () -> SqlReportStore.open(address), () -> SqlReportStore.open(address)));
            try (var one = opened.getFirst().get();
                    var other = opened.getLast().get()) {
                var work = new ArrayList<Callable<Long>>();
                for (int thread = 0; thread < 8; thread++) {
                    var store = thread % 2 == 0 ? one : other;
                    int from = thread / 2;
                    boolean backwards = thread % 2 == 0;
                    work.add(() -> offered(store, reports, from, backwards));
                }
                long news = 0;
                for (var done : threads.invokeAll(work)) {
                    news += done.get();
                }
                assertThat(news).isEqualTo(1_000);
                assertThat(one.stock()).isEqualTo(new Stock(1_000, 1_000, 50));
                assertThat(seen(other, "d7.example").days()).containsExactly(new Day(DAY, true, 20, 20));
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Every fourth: each receiver has a thread for them, and the two meet in the middle. */
    private static long offered(ReportStore store, List<Arrival> reports, int from, boolean backwards)
            throws StoreUnavailable {
        var mine = new ArrayList<Arrival>();
        for (int i = from; i < reports.size(); i += 4) {
            mine.add(reports.get(i));
        }
        long news = 0;
        for (var report : backwards ? mine.reversed() : mine) {
            news += store.keep(report) == Kept.NEW ? 1 : 0;
        }
        return news;
    }

    @Test
    void whatWasSaidToBeKeptSurvivesAKill() throws Exception {
        var address = empty();
        int kept = keptByAProcessThatIsKilled(address);
        assertThat(kept).isBetween(KILLED_AFTER, KeepsUntilKilled.REPORTS - 1);
        try (var store = SqlReportStore.open(address)) {
            for (int i = 0; i < KeepsUntilKilled.REPORTS; i++) {
                var now = store.keep(KeepsUntilKilled.report(i));
                if (i < kept) {
                    assertThat(now)
                            .as("report %d, which was said to be kept", i)
                            .isEqualTo(Kept.KNOWN);
                }
            }
            assertThat(seen(store, "harbour.example").days())
                    .containsExactly(new Day(DAY, true, KeepsUntilKilled.REPORTS, 0));
            assertThat(store.stock()).isEqualTo(new Stock(KeepsUntilKilled.REPORTS, KeepsUntilKilled.REPORTS, 1));
        }
    }

    private static int keptByAProcessThatIsKilled(StoreAddress address) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KeepsUntilKilled.class.getName(),
                address.text()));
        address.user().ifPresent(command::add);
        address.password().ifPresent(command::add);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        int kept = 0;
        try (var lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("kept ")) {
                    kept++;
                    if (kept == KILLED_AFTER) {
                        process.toHandle().destroyForcibly(); // SIGKILL; what it said until then is read on
                    }
                }
            }
        } finally {
            process.destroyForcibly();
        }
        return kept;
    }

    @Test
    void purgingKeepsWhatIsKnownAsLongAsItCounts() throws Exception {
        try (var store = store()) {
            var report = report(
                    "1", DAY, sts("harbour.example", ENFORCE, 5, 1, failure("certificate-expired", 1, "mx", "")));
            var old = of(report, Optional.of("big.example"), NOON);
            store.keep(old);
            var later = of(
                    report("2", DAY, sts("harbour.example", ENFORCE, 5, 0)),
                    Optional.of("big.example"),
                    NOON.plus(days(35)));
            store.keep(later);

            assertThat(store.purge(Retention.usual(), NOON.plus(days(40)))).isEqualTo(new Purged(1, 0));
            assertThat(store.keep(of(report, Optional.of("big.example"), NOON.plus(days(40)))))
                    .isEqualTo(Kept.KNOWN);
            assertThat(seen(store, "harbour.example").days()).containsExactly(new Day(DAY, true, 10, 1));

            assertThat(store.purge(Retention.usual(), NOON.plus(days(401)))).isEqualTo(new Purged(1, 1));
            assertThat(seen(store, "harbour.example").days()).containsExactly(new Day(DAY, true, 5, 0));
            assertThat(store.purge(Retention.usual(), NOON.plus(days(500)))).isEqualTo(new Purged(0, 1));
            assertThat(store.stock()).isEqualTo(new Stock(0, 0, 0));
            assertThat(store.seen(question("harbour.example"))).isEmpty();
        }
    }

    @Test
    void purgingTakesMoreThanOneBatch() throws Exception {
        try (var store = store()) {
            var reports = new ArrayList<Arrival>();
            for (int i = 0; i < 1_200; i++) {
                reports.add(from("big.example", "r" + i, DAY, sts("d%d.example".formatted(i), ENFORCE, 1, 0)));
            }
            store.keep(reports);
            assertThat(store.purge(Retention.usual(), NOON.plus(days(500)))).isEqualTo(new Purged(1_200, 1_200));
            assertThat(store.stock()).isEqualTo(new Stock(0, 0, 0));
        }
    }

    @Test
    void whatIsForgottenIsGoneAndOthersStay() throws Exception {
        try (var store = store()) {
            store.keep(from(
                    "big.example",
                    "1",
                    DAY,
                    sts("harbour.example", ENFORCE, 5, 0),
                    sts("pier.example", ENFORCE, 6, 0)));
            store.keep(from("big.example", "2", DAY, sts("pier.example", ENFORCE, 7, 0)));
            assertThat(store.reports("harbour.example", 10)).hasSize(1);

            assertThat(store.forget("harbour.example")).isEqualTo(1);

            assertThat(store.seen(question("harbour.example"))).isEmpty();
            assertThat(store.reports("harbour.example", 10)).isEmpty();
            assertThat(store.stock()).isEqualTo(new Stock(1, 2, 1));
            assertThat(seen(store, "pier.example").days()).containsExactly(new Day(DAY, true, 13, 0));
            assertThat(store.forget("harbour.example")).isZero();
        }
    }

    @Test
    void theReportItselfComesBack() throws Exception {
        try (var store = store()) {
            store.keep(SomeReports.parsed(ODD));
            var heading = store.reports("harbour.example", 10).getFirst();
            var report = store.report(heading.id()).orElseThrow();

            assertThat(StandardCharsets.UTF_8.decode(report.json().duplicate()).toString())
                    .isEqualTo(ODD);
            assertThat(report.heading().name()).isEqualTo("a\uFFFDb");
            assertThat(store.report(heading.id() + 1)).isEmpty();
        }
    }

    private static final String ODD = """
        {"organization-name": "F\\u0000rry", "report-id": "a\\u0000b", "contact-info": null,
         "date-range": {"start-datetime": "0001-01-01T00:00:00Z", "end-datetime": "9999-12-31T23:59:59Z"},
         "policies": [{"policy": {"policy-type": "sts", "policy-domain": "harbour.example", "policy-string": ["mode\\u0000"]},
           "summary": {"total-successful-session-count": 9007199254740991, "total-failure-session-count": 9007199254740991},
           "failure-details": [{"result-type": "x\\u0000", "failed-session-count": 9007199254740991, "additional-information": "%s"}]}]}\
        """.formatted("long".repeat(5_000));

    /** Sums of what others choose must not be more than a database can add. */
    @Test
    void countsThatAreBeyondReasonBreakNoSum() throws Exception {
        try (var store = store()) {
            for (int i = 0; i < 1_100; i += 100) {
                var reports = new ArrayList<Arrival>();
                for (int j = i; j < i + 100; j++) {
                    reports.add(from(
                            "big.example",
                            "r" + j,
                            DAY,
                            sts(
                                    "harbour.example",
                                    ENFORCE,
                                    (1L << 53) - 1,
                                    (1L << 53) - 1,
                                    failure("certificate-expired", (1L << 53) - 1, "mx", ""))));
                }
                store.keep(reports);
            }
            var seen = seen(store, "harbour.example");
            assertThat(seen.days())
                    .containsExactly(
                            new Day(DAY, true, 1_100 * ReportRows.MOST_SESSIONS, 1_100 * ReportRows.MOST_SESSIONS));
            assertThat(seen.failures().getFirst().attempts()).isEqualTo(1_100 * ReportRows.MOST_SESSIONS);
        }
    }

    @Test
    void domainsAreNamesOrElseInformation() throws Exception {
        try (var store = store()) {
            store.keep(from(
                    "big.example",
                    "1",
                    DAY,
                    sts("B\u00FCcher.example", ENFORCE, 1, 0),
                    sts("no name!", ENFORCE, 2, 0),
                    sts("", ENFORCE, 3, 0)));
            assertThat(store.seen(question("xn--bcher-kva.example", "no name!", "")))
                    .extracting(DomainSeen::domain)
                    .containsExactlyInAnyOrder("xn--bcher-kva.example", "no name!", "");
        }
    }

    @Test
    void onlyTheLargestSubmittersAreTold() throws Exception {
        try (var store = store()) {
            var reports = new ArrayList<Arrival>();
            for (int i = 0; i < 30; i++) {
                reports.add(from("s%d.example".formatted(i), "1", DAY, sts("harbour.example", ENFORCE, i, 0)));
            }
            reports.add(from("big.example", "1", DAY, sts("harbour.example", ENFORCE, 1, 0)));
            store.keep(reports);
            var seen = seen(store, "harbour.example");
            assertThat(seen.submitters())
                    .hasSize(20)
                    .extracting(Submitter::name)
                    .startsWith("big.example", "s29.example", "s28.example");
            assertThat(seen.moreSubmitters()).isEqualTo(11);
        }
    }

    @Test
    void aStoreOfANewerProgramIsRefused() throws Exception {
        var address = empty();
        try (var store = SqlReportStore.open(address)) {
            store.stock();
        }
        try (var connection = new HikariDataSource(address.pool());
                var open = connection.getConnection();
                var statement = open.createStatement()) {
            statement.execute("INSERT INTO store_version (version, since) VALUES (7, 0)");
        }
        assertThatThrownBy(() -> SqlReportStore.open(address))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(
                        "was made by a newer mta-sts-operator (its tables are of version 7, this one knows up to 2)");
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
