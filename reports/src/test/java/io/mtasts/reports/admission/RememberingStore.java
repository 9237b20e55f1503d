package io.mtasts.reports.admission;

import io.mtasts.reports.intake.Arrival;
import io.mtasts.reports.store.ReportStore;
import io.mtasts.reports.store.StoreUnavailable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keeps reports for as long as a test lasts, each once, and has no room when it is told so. */
public final class RememberingStore implements ReportStore {
    private final List<Arrival> kept = new ArrayList<>();
    private boolean full;

    @Override
    public synchronized Kept keep(Arrival arrival) throws StoreUnavailable {
        if (full) {
            throw new StoreUnavailable("there is no room", new IOException("No space left on device"));
        }
        boolean known = kept.stream().anyMatch(one -> one.report().equals(arrival.report()));
        if (!known) {
            kept.add(arrival);
        }
        return known ? Kept.KNOWN : Kept.NEW;
    }

    public synchronized void full(boolean value) {
        full = value;
    }

    /** In the order in which they came. */
    public synchronized List<Arrival> kept() {
        return List.copyOf(kept);
    }

    @Override
    public void close() {}
}
