package io.mtasts.reports.store;

import org.jspecify.annotations.Nullable;

/** The store does not answer, or has no room: whoever brings a report should come again. */
public final class StoreUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Of a store that does not take or give anything now.
     *
     * @param problem what is wrong, as a clause
     */
    public StoreUnavailable(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
