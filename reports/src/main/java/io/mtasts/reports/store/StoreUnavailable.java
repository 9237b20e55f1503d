package io.mtasts.reports.store;

/** The store does not answer, or has no room: whoever brings a report should come again. */
public final class StoreUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    /** @param problem what is wrong, as a clause */
    public StoreUnavailable(String problem, Throwable cause) {
        super(problem, cause);
    }
}
