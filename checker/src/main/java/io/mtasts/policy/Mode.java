package io.mtasts.policy;

import java.util.Optional;

/** What a policy asks of senders (RFC 8461 section 5). */
public enum Mode {
    /** Senders treat the domain as if it had no policy. */
    NONE("none"),
    /** Senders report failures and deliver all the same. */
    TESTING("testing"),
    /** Senders do not deliver to a mail server that is not covered or whose TLS fails. */
    ENFORCE("enforce");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /** As the policy body spells it; case matters (RFC 8461 section 3.2). */
    public String text() {
        return text;
    }

    /** The mode of that exact spelling, or empty. */
    public static Optional<Mode> of(String text) {
        for (var mode : values()) {
            if (mode.text.equals(text)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
