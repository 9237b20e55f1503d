package io.mtasts.reports.mail;

/** Whether somebody vouches for a mail, and who (RFC 6376 section 3.9). */
public sealed interface Vouched {
    /**
     * A signature holds.
     *
     * @param domain that signed (d=), in lower case
     */
    record By(String domain) implements Vouched {}

    /**
     * No signature holds.
     *
     * @param reason why, as a clause in printable ASCII
     */
    record ByNobody(String reason) implements Vouched {}

    /**
     * Whether a signature holds cannot be told now, and may be told later.
     *
     * @param reason as a clause in printable ASCII
     */
    record Unclear(String reason) implements Vouched {}
}
