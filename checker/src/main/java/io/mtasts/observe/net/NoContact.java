package io.mtasts.observe.net;

/** How a conversation with an address failed to come about. */
public enum NoContact {
    /** Nothing listens on the port. */
    REFUSED,
    /** No answer to the attempt to connect. */
    CONNECT_TIMED_OUT,
    /** The network has no way there. */
    NO_ROUTE,
    /** The peer closed or reset the connection before it had said its part. */
    CLOSED,
    /** The peer is connected and did not say its part in time. */
    SILENT,
    /** What the peer said is not the protocol. */
    GARBAGE,
    /** It was not tried: too many others were waiting for their turn at this address, or we were stopped. */
    NOT_TRIED
}
