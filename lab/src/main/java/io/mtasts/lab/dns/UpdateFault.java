package io.mtasts.lab.dns;

/** What can go wrong with dynamic updates at a name server that answers questions as ever. */
public enum UpdateFault {
    /** Answers REFUSED, as one whose policy does not let the key do that. */
    REFUSES,
    /** Makes the change, and never answers. */
    SILENT,
    /** Says that it has made the change, and has not. */
    LIES,
    /** Makes the change, and does not sign its answer. */
    UNSIGNED
}
