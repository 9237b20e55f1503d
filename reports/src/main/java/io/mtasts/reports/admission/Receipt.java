package io.mtasts.reports.admission;

/** What became of what was brought; each door says it in the words and codes of its protocol. */
public sealed interface Receipt {
    /** It is stored, and survives a crash. */
    record Stored() implements Receipt {}

    /** The same was stored before: nothing is counted twice, and whoever brings it again is thanked likewise. */
    record Known() implements Receipt {}

    /**
     * It will never be taken.
     *
     * @param words what was seen and what was expected, as a sentence in printable ASCII without its full stop
     */
    record Refused(Refusal why, String words) implements Receipt {}

    /**
     * It is not taken now; it may be brought again.
     *
     * @param words what keeps it from being taken, as a sentence in printable ASCII without its full stop
     */
    record Later(Delay why, String words) implements Receipt {}

    /** What kind of refusal it is, which metrics count by. */
    enum Refusal {
        /** Larger than what is taken. */
        TOO_LARGE,
        /** No TLS report, or one that cannot be read. */
        NOT_A_REPORT,
        /** A report on a domain that is not ours. */
        FOREIGN,
        /** A report on days that are over too long ago. */
        TOO_OLD
    }

    /** What kind of delay it is, which metrics count by. */
    enum Delay {
        /** More than what is taken in so much time. */
        TOO_MANY,
        /** The receiver has more to do than it can. */
        BUSY,
        /** What others have brought fills the memory. */
        NO_ROOM,
        /** The store does not answer, or has no room. */
        STORE,
        /** Nobody has said yet which domains are ours. */
        NO_DOMAINS,
        /** The key of its signature could not be had. */
        KEY,
        /** It is about days to come: one clock is wrong, and that may be ours. */
        CLOCK
    }
}
