package io.mtasts.reports.smtp;

import java.time.Duration;

/**
 * What one who brings mail may take of this machine.
 *
 * @param connections at once, in all
 * @param perSource the same from one address
 * @param mailBytes of one mail
 * @param command for how long a command is waited for (RFC 5321 section 4.5.3.2.7)
 * @param mail how long a mail may take from DATA to its end
 * @param session how long a connection may last
 * @param mistakes so many commands that lead nowhere end a connection
 */
public record MailLimit(
        int connections,
        int perSource,
        int mailBytes,
        Duration command,
        Duration mail,
        Duration session,
        int mistakes) {
    private static final int MEBIBYTE = 1024 * 1024;

    /** Postfix opens 20 connections to one place; large senders' mails have less than a mebibyte. */
    public static final MailLimit USUAL = new MailLimit(
            200, 50, 5 * MEBIBYTE, Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofHours(1), 20);
}
