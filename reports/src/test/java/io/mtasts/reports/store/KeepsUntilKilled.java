package io.mtasts.reports.store;

import static io.mtasts.reports.store.SomeReports.DAY;
import static io.mtasts.reports.store.SomeReports.ENFORCE;
import static io.mtasts.reports.store.SomeReports.from;
import static io.mtasts.reports.store.SomeReports.sts;

import io.mtasts.reports.intake.Arrival;
import java.util.Optional;

/** A process that keeps reports one after the other, and says of each that it is kept once it is. */
final class KeepsUntilKilled {
    static final int REPORTS = 1_000;

    private KeepsUntilKilled() {}

    public static void main(String[] args) throws Exception {
        var address = args.length == 1
                ? StoreAddress.of(args[0], Optional.empty(), Optional.empty())
                : StoreAddress.of(args[0], Optional.of(args[1]), Optional.of(args[2]));
        try (var store = SqlReportStore.open(address)) {
            for (int i = 0; i < REPORTS; i++) {
                store.keep(report(i));
                System.out.println("kept " + i);
                System.out.flush();
            }
        }
    }

    static Arrival report(int number) {
        return from("big.example", "r" + number, DAY, sts("harbour.example", ENFORCE, 1, 0));
    }
}
