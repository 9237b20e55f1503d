package io.mtasts.lab.dns;

/** How a name server can fail to answer. */
public enum Trouble {
    /** Says nothing: the client runs into its time-out. */
    SILENT,
    /** Answers SERVFAIL. */
    SERVFAIL,
    /** Answers REFUSED, as a server that does not have the zone (a lame delegation). */
    REFUSED,
    /** Answers that the name does not exist, as a cache does that was asked too early. */
    NXDOMAIN,
    /** Answers that the name has no such record. */
    NODATA,
    /** Answers over UDP with the truncation flag and no record, so that the client has to come by TCP; there SERVFAIL, where a why is given. */
    TRUNCATED,
    /** Answers with bytes that are not DNS. */
    GARBAGE
}
