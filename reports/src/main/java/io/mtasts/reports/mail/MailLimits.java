package io.mtasts.reports.mail;

import io.mtasts.tlsrpt.TlsReportParser;

/**
 * How much of a mail is read. Beyond any of these it is not read further.
 *
 * @param bytes of the whole mail
 * @param fields of the header of the mail, and of each part
 * @param fieldBytes of one field of a header, unfolded
 * @param depth of parts within parts and mails within mails
 * @param parts of the mail, on every level together
 * @param reports in the mail
 */
public record MailLimits(long bytes, int fields, int fieldBytes, int depth, int parts, int reports) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** For mails that somebody has on a disk: whatever {@link TlsReportParser#READ_LIMIT} allows, in base64. */
    public static final MailLimits USUAL = new MailLimits(24L * MEBIBYTE, 1_000, 32 * 1024, 8, 100, 20);
}
