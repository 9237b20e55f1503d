package io.mtasts.reports.mail;

/** A mail that brings no TLS report, or too much to be one. */
public final class NotAReport extends Exception {
    private static final long serialVersionUID = 1;

    /** What keeps the mail from being read as one. */
    public enum Why {
        /** It was read to its end, and no part of it is a report. */
        NO_REPORT,
        /** It is beyond one of {@link MailLimits}, and was not read further. */
        TOO_MUCH,
        /** It is no mail (RFC 5322, RFC 2045). */
        MALFORMED
    }

    private final Why why;

    /** @param problem what was seen and what was expected, as a sentence in printable ASCII without its full stop */
    NotAReport(Why why, String problem) {
        super(problem);
        this.why = why;
    }

    /** What keeps the mail from being read as a report. */
    public Why why() {
        return why;
    }

    /** What was seen and what was expected, as a sentence in printable ASCII without its full stop. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
