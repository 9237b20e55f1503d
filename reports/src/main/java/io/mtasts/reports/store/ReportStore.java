package io.mtasts.reports.store;

import io.mtasts.reports.intake.Arrival;

/** Where reports are put. May be used by several threads, and by several receivers at once. */
public interface ReportStore extends AutoCloseable {
    /** What became of a report. */
    enum Kept {
        NEW,
        /** The same report was there: submitter, report-id, policy domain and range. Nothing is counted twice. */
        KNOWN
    }

    /**
     * Stores a report, all of it or nothing. When this returns it survives a crash. Several threads that come at once share a commit.
     *
     * @throws StoreUnavailable when it cannot be stored now; nothing of it is kept, and it may be tried again
     */
    Kept keep(Arrival arrival) throws StoreUnavailable;

    @Override
    void close();
}
