package io.mtasts.reports.store;

import static io.mtasts.reports.store.SomeReports.DAY;
import static io.mtasts.reports.store.SomeReports.failure;
import static io.mtasts.reports.store.SomeReports.from;
import static io.mtasts.reports.store.SomeReports.sts;

import io.mtasts.reports.intake.Arrival;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** How long it takes, on SQLite: a program of its own, whose argument is a folder on a real disk. */
final class StoreFigures {
    private static final int DOMAINS = 10_000;

    private StoreFigures() {}

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        rate(folder, 1, 3_000);
        rate(folder, 2, 3_000);
        rate(folder, 8, 6_000);
        rate(folder, 32, 12_000);
        question(folder, 1, 1);
        question(folder, 3, 14);
    }

    private static void rate(Path folder, int threads, int reports) throws Exception {
        var file = Files.createTempDirectory(folder, "rate").resolve("reports.db");
        try (var store = SqlReportStore.open(StoreAddress.of(file));
                var pool = Executors.newFixedThreadPool(threads)) {
            var work = new ArrayList<Callable<Void>>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                work.add(() -> {
                    for (int i = first; i < reports; i += threads) {
                        store.keep(report(i % DOMAINS, 0, i));
                    }
                    return null;
                });
            }
            long start = System.nanoTime();
            for (var done : pool.invokeAll(work)) {
                done.get();
            }
            System.out.printf("keep, %d threads: %.0f reports/s%n", threads, reports / seconds(start));
        }
    }

    private static void question(Path folder, int submitters, int days) throws Exception {
        var file = Files.createTempDirectory(folder, "question").resolve("reports.db");
        try (var store = SqlReportStore.open(StoreAddress.of(file))) {
            long start = System.nanoTime();
            var some = new ArrayList<Arrival>();
            for (int day = 0; day < days; day++) {
                for (int i = 0; i < DOMAINS * submitters; i++) {
                    some.add(report(i % DOMAINS, day, i));
                    if (some.size() == 1_000) {
                        store.keep(some);
                        some.clear();
                    }
                }
            }
            System.out.printf(
                    "kept %d, a thousand at once: %.0f reports/s%n",
                    DOMAINS * submitters * days, DOMAINS * submitters * days / seconds(start));
            var names = IntStream.range(0, DOMAINS)
                    .mapToObj("d%d.example"::formatted)
                    .toList();
            var question = new Question(names, DAY.minusDays(13), DAY, _ -> true);
            for (int i = 0; i < 6; i++) {
                start = System.nanoTime();
                int told = store.seen(question).size();
                System.out.printf(
                        "%d domains, %d submitters, %d days: %.0f ms%n",
                        told, submitters, days, 1_000 * seconds(start));
            }
        }
    }

    private static Arrival report(int domain, int day, int number) {
        var name = "d%d.example".formatted(domain);
        var lines = List.of("version: STSv1", "mode: enforce", "mx: mx1." + name, "max_age: 86400");
        return from(
                "s%d.example".formatted(number / DOMAINS),
                "r%d.%d".formatted(day, number),
                DAY.minusDays(day),
                domain % 10 == 0
                        ? sts(name, lines, 90, 10, failure("certificate-expired", 10, "mx1." + name, ""))
                        : sts(name, lines, 100, 0));
    }

    private static double seconds(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
    }
}
