package io.mtasts.reports.intake;

/** How a report came in. */
public enum Door {
    /** A mail over SMTP or LMTP. */
    SMTP,
    /** A mail in a mailbox. */
    IMAP,
    /** A POST (RFC 8460 section 5.4). */
    HTTPS,
    /** By hand. */
    FILE
}
