package io.mtasts.check;

import io.mtasts.observe.NoContact;

/** How an address gave no conversation; {@code detail} is what the gatherer says of it. */
record Silence(NoContact kind, String detail) {

    /** Goes on after "HOST at ADDRESS ". */
    String words() {
        return switch (kind) {
            case REFUSED -> "refuses the connection";
            case CONNECT_TIMED_OUT -> "does not answer the attempt to connect";
            case NO_ROUTE -> "cannot be reached, there is no route to it from here";
            case CLOSED -> "closes the connection before anything is said" + Detail.aside(detail);
            case SILENT -> "accepts the connection and then does not say its part in time" + Detail.aside(detail);
            case TURNED_AWAY -> "turns callers away" + Detail.aside(detail);
            case GARBAGE -> "does not speak the protocol" + Detail.aside(detail);
        };
    }
}
