package io.mtasts.observe.net;

/**
 * What can be reached from here at all, so that a closed port of ours is not taken for a host that is down.
 *
 * @param smtpByControl a control host alone decides about port 25; it greets, or the port is closed
 */
public record Vantage(Reach smtp, Reach https, boolean smtpByControl) {
    /** Without a control host for port 25. */
    public Vantage(Reach smtp, Reach https) {
        this(smtp, https, false);
    }

    /** The same with another opinion of port 25. */
    public Vantage smtp(Reach other) {
        return new Vantage(other, https, smtpByControl);
    }

    /** Whether a port is open outward from here. */
    public enum Reach {
        /** A control host, or any host in the last hour, was reached. */
        OPEN,
        /** The control host was not reached, or everything points to a closed port. */
        CLOSED,
        /** Nobody was reached yet, and the only one that was tried is silent: either the port is closed, or that one is down. */
        PERHAPS_CLOSED,
        /** There is nothing to tell by. */
        NOT_KNOWN
    }
}
