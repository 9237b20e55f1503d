package io.mtasts.reports.mail;

/** Finds out who vouches for a mail. */
@FunctionalInterface
public interface Vouching {
    /**
     * Blocks for a bounded time.
     *
     * @param mail as it came, with CRLF at the ends of its lines
     */
    Vouched of(byte[] mail);
}
