package io.mtasts.reports.file;

import io.mtasts.reports.mail.MailLimits;

/**
 * How much is read of what was named. What is beyond is named and not read; the rest goes on.
 *
 * @param files in all directories and archives together
 * @param directories within directories
 * @param containers within containers: a mailbox in an archive in an archive
 * @param unpackedBytes of one archive or compressed mailbox, with all that is in it
 * @param mail of each mail
 */
public record FileLimits(int files, int directories, int containers, long unpackedBytes, MailLimits mail) {
    private static final long GIBIBYTE = 1024L * 1024 * 1024;

    /** For what somebody has on a disk. */
    public static final FileLimits USUAL = new FileLimits(1_000_000, 32, 4, GIBIBYTE, MailLimits.USUAL);
}
