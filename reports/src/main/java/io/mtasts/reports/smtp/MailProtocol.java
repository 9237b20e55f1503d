package io.mtasts.reports.smtp;

/** The two ways in which mail comes: they differ in the greeting, and in the replies at the end of a mail. */
public enum MailProtocol {
    /** RFC 5321: HELO or EHLO, and one reply for a mail. */
    SMTP,
    /** RFC 2033: LHLO, and one reply for each recipient of a mail. */
    LMTP
}
