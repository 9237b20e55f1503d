package io.mtasts.observe;

/** What can be reached from here at all, so that a closed port of ours is not taken for a host that is down. */
public record Vantage(Reach smtp, Reach https) {
    /** Whether a port is open outward from here. */
    public enum Reach {
        /** A control host, or any host in the last hour, was reached. */
        OPEN,
        /** The control host was not reached, or everything points to a closed port. */
        CLOSED,
        /** There is nothing to tell by. */
        NOT_KNOWN
    }
}
