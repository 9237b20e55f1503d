package io.mtasts.check;

import io.mtasts.check.AtAddresses.Fault;
import io.mtasts.observe.net.NoContact;
import java.util.Optional;

/** How an address gave no conversation; {@code detail} is what the gatherer says of it. */
record Silence(NoContact kind, String detail) {

    /** Empty where nobody tried, which says nothing about the host. */
    static Optional<Silence> of(NoContact kind, String detail) {
        return kind == NoContact.NOT_TRIED ? Optional.empty() : Optional.of(new Silence(kind, detail));
    }

    /** An address that was not tried may be as good or as bad as any. */
    static Optional<Fault> notTried(NoContact kind, String detail, ObservedReason unknown) {
        return kind == NoContact.NOT_TRIED
                ? Optional.of(new Fault(unknown, new Silence(kind, detail).words(), "It is probed again next time."))
                : Optional.empty();
    }

    /** Was there a connection that then came to nothing? */
    boolean connected() {
        return switch (kind) {
            case REFUSED, CONNECT_TIMED_OUT, NO_ROUTE, NOT_TRIED -> false;
            case CLOSED, SILENT, GARBAGE -> true;
        };
    }

    /** Is there nobody at all who takes mail, whoever brings it? Who listens and says nothing may have something against us alone. */
    boolean dead() {
        return switch (kind) {
            case REFUSED, CONNECT_TIMED_OUT, NO_ROUTE, GARBAGE -> true;
            case CLOSED, SILENT, NOT_TRIED -> false;
        };
    }

    /** Goes on after "HOST at ADDRESS ". */
    String words() {
        return switch (kind) {
            case REFUSED -> "refuses the connection";
            case CONNECT_TIMED_OUT -> "does not answer the connection attempt";
            case NO_ROUTE -> "cannot be reached: there is no route to it from here";
            case CLOSED -> "closes the connection before it has answered" + Detail.aside(detail);
            case SILENT -> "accepts the connection but does not answer in time" + Detail.aside(detail);
            case NOT_TRIED -> "was not asked" + Detail.aside(detail);
            case GARBAGE -> "does not speak the protocol" + Detail.aside(detail);
        };
    }
}
