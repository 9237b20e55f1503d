package io.mtasts.tlsrpt;

import io.mtasts.policy.Position;
import java.io.IOException;

/** The report cannot be read on from here. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Position at;
    private final String seen;

    /** @param problem what is wrong, and what to do */
    Unreadable(Position at, String seen, String problem) {
        super(problem);
        this.at = at;
        this.seen = seen;
    }

    Unreadable(String problem) {
        this(Position.NOWHERE, "", problem);
    }

    String seen() {
        return seen;
    }

    Position at() {
        return at;
    }

    String problem() {
        return String.valueOf(getMessage());
    }
}
