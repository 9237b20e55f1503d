package io.mtasts.check;

import io.mtasts.policy.Excerpt;
import io.mtasts.policy.Parsed;

/** What is said of a TXT record that was probably meant to be the one that is missing. */
final class NearRecord {
    private NearRecord() {}

    /** A sentence after a blank. */
    static String words(String text, Parsed<?> parsed) {
        return " \"%s\" does not count: %s."
                .formatted(Excerpt.of(text), parsed.remarks().getFirst().explanation());
    }
}
